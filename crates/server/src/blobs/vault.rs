//! Where whole bytes are: a folder by default, an S3-compatible store by configuration. One wrapper over `object_store`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use domain::ids::CompanyId;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt};
use prometheus_client::metrics::counter::Counter;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::offload::Offload;
use super::{BlobError, local, s3};
use crate::auth::keys::hex;
use crate::config::Config;

/// The bytes from the first to, not including, the second.
pub type Range = std::ops::Range<u64>;

/// Bytes that come out.
pub struct Stored {
    /// How many there are in all.
    pub size: u64,
    /// Which of them come.
    pub range: Range,
    /// They.
    pub bytes: BoxStream<'static, object_store::Result<Bytes>>,
}

/// What is known of bytes without reading them.
#[derive(Clone, Debug)]
pub struct About {
    /// Their key.
    pub key: Key,
    /// How many.
    pub size: u64,
    /// When they were written, in milliseconds.
    pub modified: i64,
}

impl From<ObjectMeta> for About {
    fn from(meta: ObjectMeta) -> Self {
        Self { key: meta.location, size: meta.size, modified: meta.last_modified.timestamp_millis() }
    }
}

/// The store.
pub struct Vault {
    store: Arc<dyn ObjectStore>,
    place: Place,
    offload: Option<Offload>,
    errors: Counter,
}

enum Place {
    Folder(PathBuf),
    S3(Arc<s3::Bucket>),
}

/// The key of untouched bytes.
pub fn original(company: CompanyId, sha256: &str) -> Key {
    Key::from(format!("{company}/{sha256}"))
}

/// The key of a smaller picture.
pub fn rendition(company: CompanyId, sha256: &str, name: &str) -> Key {
    Key::from(format!("{company}/renditions/{sha256}-{name}"))
}

impl Vault {
    /// Opens the store that `config` names.
    pub async fn open(config: &Config) -> Result<Self, BlobError> {
        match Self::in_bucket(config)? {
            Some(vault) => Ok(vault),
            None => Self::in_folder(&config.data.join("blobs")).await,
        }
    }

    /// The S3-compatible store of `config`, if it names one.
    pub fn in_bucket(config: &Config) -> Result<Option<Self>, BlobError> {
        let Some(endpoint) = &config.s3.endpoint else { return Ok(None) };
        let store = Arc::new(s3::open(&config.s3, endpoint)?);
        let (place, errors) = (Place::S3(Arc::clone(&store)), Counter::default());
        Ok(Some(Self { store, place, offload: Offload::open(&config.s3, endpoint)?, errors }))
    }

    /// A folder, which is made when it is not there.
    pub async fn in_folder(folder: &Path) -> Result<Self, BlobError> {
        tokio::fs::create_dir_all(folder).await?;
        let store = Arc::new(LocalFileSystem::new_with_prefix(folder)?);
        Ok(Self { store, place: Place::Folder(folder.to_owned()), offload: None, errors: Counter::default() })
    }

    /// Sends phones to the store itself, where they may go there.
    pub const fn offload(&self) -> Option<&Offload> {
        self.offload.as_ref()
    }

    /// How often it failed.
    pub fn errors(&self) -> Counter {
        self.errors.clone()
    }

    fn counted<T>(&self, done: Result<T, BlobError>) -> Result<T, BlobError> {
        if done.is_err() {
            self.errors.inc();
        }
        done
    }

    /// Its sort, for `/health`.
    pub const fn kind(&self) -> &'static str {
        match self.place {
            Place::Folder(_) => "folder",
            Place::S3(_) => "s3",
        }
    }

    /// Stores a flushed file durably. The file may be gone afterwards.
    pub async fn put_file(&self, key: &Key, file: &Path) -> Result<(), BlobError> {
        self.counted(match &self.place {
            Place::Folder(folder) => local::take(file, &folder.join(key.as_ref())).await.map_err(Into::into),
            Place::S3(store) => s3::put_file(store, key, file).await,
        })
    }

    /// Stores bytes durably.
    pub async fn put(&self, key: &Key, bytes: Bytes) -> Result<(), BlobError> {
        self.counted(match &self.place {
            Place::Folder(folder) => local::write(&folder.join(key.as_ref()), &bytes).await.map_err(Into::into),
            Place::S3(store) => store.put(key, bytes.into()).await.map(drop).map_err(Into::into),
        })
    }

    /// Bytes, or a range of them; `None` when they are not here.
    pub async fn get(&self, key: &Key, range: Option<Range>) -> Result<Option<Stored>, BlobError> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        match self.store.get_opts(key, options).await {
            Ok(found) => {
                Ok(Some(Stored { size: found.meta.size, range: found.range.clone(), bytes: found.into_stream() }))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => self.counted(Err(error.into())),
        }
    }

    /// All bytes at once; `None` when they are not here.
    pub async fn read(&self, key: &Key) -> Result<Option<Bytes>, BlobError> {
        match self.store.get(key).await {
            Ok(found) => self.counted(found.bytes().await.map(Some).map_err(Into::into)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => self.counted(Err(error.into())),
        }
    }

    /// What is known of bytes without reading them; `None` when they are not here.
    pub async fn about(&self, key: &Key) -> Result<Option<About>, BlobError> {
        match self.store.head(key).await {
            Ok(found) => Ok(Some(found.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Everything that is here, in no order.
    pub fn list(&self, under: Option<&Key>) -> BoxStream<'static, Result<About, BlobError>> {
        self.store.list(under).map(|found| Ok(found?.into())).boxed()
    }

    /// Removes bytes; fine when they are not here.
    pub async fn remove(&self, key: &Key) -> Result<(), BlobError> {
        match self.store.delete(key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes bytes that are here to a file, flushed, and says what their SHA-256 is; `None` when they are not here.
    pub async fn fetch(&self, key: &Key, file: Option<&Path>) -> Result<Option<String>, BlobError> {
        let Some(mut stored) = self.get(key, None).await? else { return Ok(None) };
        let mut target = match file {
            Some(file) => Some(tokio::fs::File::create(file).await?),
            None => None,
        };
        let mut hash = Sha256::new();
        while let Some(bytes) = stored.bytes.next().await {
            let bytes = bytes?;
            hash.update(&bytes);
            if let Some(target) = &mut target {
                target.write_all(&bytes).await?;
            }
        }
        if let Some(target) = &mut target {
            target.flush().await?;
            target.sync_all().await?;
        }
        Ok(Some(hex(&hash.finalize())))
    }

    /// Whether the store answers.
    pub async fn is_well(&self) -> bool {
        match &self.place {
            Place::Folder(folder) => tokio::fs::metadata(folder).await.is_ok_and(|m| m.is_dir()),
            Place::S3(store) => {
                matches!(store.head(&Key::from("health")).await, Ok(_) | Err(object_store::Error::NotFound { .. }))
            }
        }
    }
}
