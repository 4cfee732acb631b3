//! Where whole bytes are: a folder by default, an S3-compatible store by configuration. One wrapper over `object_store`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use domain::ids::CompanyId;
use futures_util::stream::BoxStream;
use object_store::aws::AmazonS3;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};
use prometheus_client::metrics::counter::Counter;

use super::{BlobError, local, s3};
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

/// The store.
pub struct Vault {
    store: Arc<dyn ObjectStore>,
    place: Place,
    errors: Counter,
}

enum Place {
    Folder(PathBuf),
    S3(Arc<AmazonS3>),
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
        if let Some(endpoint) = &config.s3.endpoint {
            let store = Arc::new(s3::open(&config.s3, endpoint)?);
            return Ok(Self {
                store: Arc::clone(&store) as Arc<dyn ObjectStore>,
                place: Place::S3(store),
                errors: Counter::default(),
            });
        }
        let folder = config.data.join("blobs");
        tokio::fs::create_dir_all(&folder).await?;
        let store = Arc::new(LocalFileSystem::new_with_prefix(&folder)?);
        Ok(Self { store, place: Place::Folder(folder), errors: Counter::default() })
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
