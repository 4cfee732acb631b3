//! Bytes: taken in chunks that can be resumed, hashed again as a whole, stored durably, and only then confirmed.
//!
//! A chunk is in the spool, on the disk, before its offset is answered. The whole is in the vault before the database
//! says that it is; the database says so before the phone is told.
//!
//! Servers that share a database may each have a spool of their own: a chunk that comes to another server than the one
//! before is answered with the offset that is here, and the phone goes on from there. Servers that share the folder too
//! (`PEM2_SPOOL`) go on where the other stopped; files in the folder are their locks, which NFS 4 and SMB know.

pub mod care;
mod local;
mod locks;
pub mod offload;
mod s3;
pub mod sniff;
mod spool;
mod vault;

use domain::ids::{CompanyId, UserId};
use domain::photo::{MAX_BYTES, is_sha256};
use protocol::blobs::{AnnounceRequest, UploadState};
use protocol::error::ErrorCode;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::auth::keys::hex;
use crate::clock;
use crate::config::Config;
use crate::db::blobs::Blob;
use crate::db::uploads::{self, Upload};
use crate::db::{self, Db, DbError};
use locks::Locks;
use spool::Spool;
pub use vault::{About, Range, Stored, Vault};

/// Why bytes were not taken or given.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// What was sent cannot be taken.
    #[error("{1}")]
    Refused(ErrorCode, String),
    /// The bytes do not follow what is there: so many are.
    #[error("{0} bytes are here")]
    Offset(u64),
    /// The spool, or a folder that cannot be made.
    #[error("spool: {0}")]
    Io(#[from] std::io::Error),
    /// The store.
    #[error("store: {0}")]
    Store(#[from] object_store::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// An address of the store that is none.
    #[error("{0} is no http(s)://host[:port]")]
    Endpoint(String),
    /// A thread that hashed bytes died.
    #[error("hashing: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

impl BlobError {
    fn refused(code: ErrorCode, message: &str) -> Self {
        Self::Refused(code, message.to_owned())
    }

    fn gone() -> Self {
        Self::refused(ErrorCode::NotFound, "no such upload; announce the bytes again")
    }
}

/// The turn of an upload, as long as it lives.
struct Turn {
    // First the folder, then this process: whoever waits here finds the folder free.
    _folder: std::fs::File,
    _here: tokio::sync::OwnedMutexGuard<()>,
}

/// Everything about bytes.
pub struct Blobs {
    db: Db,
    spool: Spool,
    /// Where whole bytes are.
    pub vault: Vault,
    locks: Locks,
}

impl Blobs {
    /// Opens spool and vault.
    pub async fn open(config: &Config, db: Db) -> Result<Self, BlobError> {
        let spool = Spool::open(config.spool()).await?;
        Ok(Self { db, spool, vault: Vault::open(config).await?, locks: Locks::default() })
    }

    /// Bytes are announced: says that they are here, or where to go on.
    pub async fn announce(
        &self,
        company: CompanyId,
        user: UserId,
        request: AnnounceRequest,
    ) -> Result<UploadState, BlobError> {
        if !is_sha256(&request.sha256) || request.mime.len() > 100 {
            return Err(BlobError::refused(
                ErrorCode::BadRequest,
                "sha256 must be 64 hexadecimal digits in lower case",
            ));
        }
        if request.size == 0 || request.size > MAX_BYTES {
            return Err(BlobError::refused(ErrorCode::TooLarge, "between one byte and 200 MB"));
        }
        if let Some(blob) = db::blobs::find(&self.db, company, &request.sha256).await? {
            return Ok(UploadState::Stored { sha256: blob.sha256 });
        }
        let AnnounceRequest { sha256, size, mime } = request;
        let new = Upload { company, id: Uuid::new_v4(), user, sha256, size, mime, received: 0 };
        let upload = uploads::start(&self.db, self.spool.id(), new, clock::now()).await?;
        if upload.size != size {
            return Err(BlobError::refused(ErrorCode::HashMismatch, "these bytes were announced with another size"));
        }
        let _turn = self.turn(upload.id).await?;
        // Read again: it may have gone on, or ended, while its turn was waited for.
        match uploads::find(&self.db, self.spool.id(), company, upload.id).await? {
            Some(upload) => self.resume(upload).await,
            None => match db::blobs::find(&self.db, company, &upload.sha256).await? {
                Some(blob) => Ok(UploadState::Stored { sha256: blob.sha256 }),
                None => Err(BlobError::gone()),
            },
        }
    }

    /// A chunk at `offset`, with its own hash.
    pub async fn append(
        &self,
        company: CompanyId,
        user: UserId,
        id: Uuid,
        offset: u64,
        (chunk, chunk_sha256): (bytes::Bytes, &str),
    ) -> Result<UploadState, BlobError> {
        let _turn = self.turn(id).await?;
        let upload = self.find(company, user, id).await?;
        let here = self.here(&upload).await?;
        if offset != here {
            return Err(BlobError::Offset(here));
        }
        let received = here + chunk.len() as u64;
        if received > upload.size {
            return Err(BlobError::refused(ErrorCode::TooLarge, "more bytes than were announced"));
        }
        if hex(&Sha256::digest(&chunk)) != chunk_sha256 {
            return Err(BlobError::refused(ErrorCode::HashMismatch, "the chunk was damaged on the way"));
        }
        if !chunk.is_empty() {
            self.spool.append(&upload, here, &chunk).await?;
            if !uploads::advance(&self.db, self.spool.id(), &upload, received, clock::now()).await? {
                self.spool.remove(&upload).await?;
                return Err(BlobError::gone());
            }
        }
        self.resume(Upload { received, ..upload }).await
    }

    /// How many bytes of an upload are here.
    pub async fn offset(&self, company: CompanyId, user: UserId, id: Uuid) -> Result<u64, BlobError> {
        let _turn = self.turn(id).await?;
        let upload = self.find(company, user, id).await?;
        self.here(&upload).await
    }

    /// Forgets uploads that nobody has touched since `before`, and files of uploads that ended on another server.
    pub async fn sweep(&self, before: i64) -> Result<(), BlobError> {
        for upload in uploads::abandoned(&self.db, self.spool.id(), before).await? {
            let _turn = self.turn(upload.id).await?;
            uploads::remove(&self.db, upload.company, upload.id).await?;
            self.spool.remove(&upload).await?;
        }
        for id in self.spool.uploads().await? {
            let _turn = self.turn(id).await?;
            if !uploads::is_known(&self.db, id).await? {
                self.spool.remove_file(id).await?;
            }
        }
        Ok(())
    }

    /// Waits for the turn of an upload: in this process, then among all that use the spool folder.
    async fn turn(&self, id: Uuid) -> Result<Turn, BlobError> {
        let here = self.locks.take(id).await;
        Ok(Turn { _folder: self.spool.lock(id).await?, _here: here })
    }

    /// The folder for files that live as long as one piece of work.
    pub fn scratch(&self) -> &std::path::Path {
        self.spool.folder()
    }

    async fn find(&self, company: CompanyId, user: UserId, id: Uuid) -> Result<Upload, BlobError> {
        let upload = uploads::find(&self.db, self.spool.id(), company, id).await?.filter(|u| u.user == user);
        upload.ok_or_else(BlobError::gone)
    }

    /// How many bytes of an upload are durable here. A server that died when it had stored all of them and not yet noted
    /// that finds them in the vault, and puts them back, to be checked as any others.
    async fn here(&self, upload: &Upload) -> Result<u64, BlobError> {
        let here = self.spool.durable(upload).await?;
        if here > 0 || upload.received < upload.size {
            return Ok(here);
        }
        let key = vault::original(upload.company, &upload.sha256);
        match self.vault.fetch(&key, Some(&self.spool.path(upload))).await? {
            Some(sha256) if sha256 == upload.sha256 => Ok(self.spool.durable(upload).await?),
            _ => {
                self.spool.remove(upload).await?;
                Ok(0)
            }
        }
    }

    async fn resume(&self, upload: Upload) -> Result<UploadState, BlobError> {
        let offset = self.here(&upload).await?;
        if offset < upload.size {
            return Ok(UploadState::Receiving { upload: upload.id, offset });
        }
        match self.finish(&upload).await {
            Ok(state) => Ok(state),
            // Bytes that are wrong stay wrong: start over with an empty spool.
            Err(error @ BlobError::Refused(..)) => {
                uploads::remove(&self.db, upload.company, upload.id).await?;
                self.spool.remove(&upload).await?;
                Err(error)
            }
            Err(error) => Err(error),
        }
    }

    /// All bytes are here: checks, stores, notes, and only then says so.
    async fn finish(&self, upload: &Upload) -> Result<UploadState, BlobError> {
        let (sha256, head) = self.spool.hash(upload).await?;
        if sha256 != upload.sha256 {
            return Err(BlobError::refused(ErrorCode::HashMismatch, "the bytes are not those that were announced"));
        }
        let Some(mime) = sniff::picture(&head) else {
            return Err(BlobError::refused(ErrorCode::BadRequest, "not a picture of a known kind"));
        };
        self.vault.put_file(&vault::original(upload.company, &sha256), &self.spool.path(upload)).await?;
        let blob = Blob { sha256: sha256.clone(), size: upload.size, mime: mime.to_owned() };
        db::blobs::insert(&self.db, upload.company, &blob, clock::now()).await?;
        uploads::remove(&self.db, upload.company, upload.id).await?;
        self.spool.remove(upload).await?;
        Ok(UploadState::Stored { sha256 })
    }
}

pub use vault::{original, rendition};
