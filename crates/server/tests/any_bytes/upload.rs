//! A phone that hands in one picture, told by any bytes, beside what the protocol says of it (`protocol::blobs`).
//!
//! The fuzz target `upload` tells it too.

use std::cell::Cell;

use bytes::Bytes;
use domain::Stamp;
use domain::ids::{CompanyId, UserId};
use domain::people::Company;
use protocol::blobs::{AnnounceRequest, UploadState};
use protocol::error::ErrorCode;
use server::app::App;
use server::blobs::{BlobError, Blobs, original};
use server::config::{Config, Listen};
use server::people;
use sha2::{Digest, Sha256};
use sync::server::PushTx;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// The byte of a story that announces; another follows every step.
#[allow(dead_code)]
pub const ANNOUNCE: u8 = 0;
/// The byte of a story that hands in the next piece; its length follows.
#[allow(dead_code)]
pub const APPEND: u8 = 1;

/// A server's desk for bytes, on a folder of its own.
pub struct Desk {
    runtime: Runtime,
    config: Config,
    app: std::sync::Arc<App>,
    company: CompanyId,
    told: Cell<u64>,
    stored: Cell<u32>,
    _folder: TempDir,
}

/// What the phone knows.
struct Phone {
    bytes: Vec<u8>,
    sha256: String,
    is_picture: bool,
    upload: Option<Uuid>,
    /// Bytes that the server has confirmed of this upload.
    here: usize,
    /// Some of them are not those announced.
    spoilt: bool,
    stored: bool,
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Desk {
    /// Opens one.
    pub fn open() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let config = Config::in_folder(&folder.path().join("data"));
        let company = CompanyId(Uuid::new_v4());
        let app = runtime.block_on(async {
            let (_stop, stopping) = tokio::sync::watch::channel(false);
            let app = App::start(&config, Listen::default(), stopping).await.unwrap();
            let stamp = Stamp { by: UserId(Uuid::nil()), at: 0 };
            let ours = Company { name: "ours".into(), time_zone: "America/New_York".into(), ..Company::default() };
            let tx = people::found(&app.store, company, "ours", &ours, stamp).await.unwrap();
            tx.commit().await.unwrap();
            app
        });
        Self { runtime, config, app, company, told: Cell::new(0), stored: Cell::new(0), _folder: folder }
    }

    /// How many stories ended with their picture in the store.
    #[allow(dead_code)]
    pub fn stored(&self) -> u32 {
        self.stored.get()
    }

    /// Tells a story: what the picture is, then steps. What breaks the protocol is an error.
    pub fn tell(&self, story: &[u8]) -> Result<(), String> {
        self.told.set(self.told.get() + 1);
        self.runtime.block_on(self.steps(story)).map_err(|broken| format!("{broken}, in {story:?}"))
    }

    async fn steps(&self, story: &[u8]) -> Result<(), String> {
        let mut story = story.iter().copied();
        let mut next = || story.next();
        let (Some(kind), Some(high), Some(low)) = (next(), next(), next()) else { return Ok(()) };
        let mut phone = self.phone(kind % 4 != 3, usize::from(high % 16) * 256 + usize::from(low) + 1);
        let mut desk = Blobs::open(&self.config, self.app.db.clone()).await.map_err(|e| e.to_string())?;
        while let Some(step) = next() {
            let by = usize::from(next().unwrap_or(0));
            match step % 9 {
                ANNOUNCE => self.announce(&desk, &mut phone).await?,
                APPEND | 2 => self.append(&desk, &mut phone, by * 8 + 1, false).await?,
                3 => self.misplaced(&desk, &phone, by).await?,
                4 => self.damaged(&desk, &phone, by).await?,
                5 => self.append(&desk, &mut phone, by * 8 + 1, true).await?,
                6 => self.ask(&desk, &phone, true).await?,
                7 => self.ask(&desk, &phone, false).await?,
                // The server is started again.
                _ => desk = Blobs::open(&self.config, self.app.db.clone()).await.map_err(|e| e.to_string())?,
            }
        }
        self.look(&desk, &phone).await
    }

    fn phone(&self, is_picture: bool, length: usize) -> Phone {
        let mut bytes = if is_picture { vec![0xFF, 0xD8, 0xFF, 0xE0] } else { b"<htm".to_vec() };
        // No two stories are about the same bytes.
        bytes.extend(self.told.get().to_le_bytes());
        bytes.extend((0..length).map(|n| (n % 251) as u8));
        let sha256 = sha256(&bytes);
        Phone { bytes, sha256, is_picture, upload: None, here: 0, spoilt: false, stored: false }
    }

    fn user(&self) -> UserId {
        UserId(Uuid::from_u128(1))
    }

    async fn announce(&self, desk: &Blobs, phone: &mut Phone) -> Result<(), String> {
        let request = AnnounceRequest {
            sha256: phone.sha256.clone(),
            size: phone.bytes.len() as u64,
            mime: "image/jpeg".to_owned(),
        };
        match desk.announce(self.company, self.user(), request).await {
            Ok(UploadState::Stored { sha256 }) if phone.stored && sha256 == phone.sha256 => Ok(()),
            Ok(UploadState::Receiving { upload, offset }) if !phone.stored && offset == phone.here as u64 => {
                phone.upload = Some(upload);
                Ok(())
            }
            other => Err(format!("announced, with {} here, and heard {other:?}", phone.here)),
        }
    }

    /// The next piece; with `spoil` not the right one.
    async fn append(&self, desk: &Blobs, phone: &mut Phone, length: usize, spoil: bool) -> Result<(), String> {
        let Some(upload) = phone.upload else { return self.unknown(desk).await };
        let end = (phone.here + length).min(phone.bytes.len());
        let mut piece = phone.bytes[phone.here..end].to_vec();
        if let Some(last) = piece.last_mut().filter(|_| spoil) {
            *last ^= 0x55;
            phone.spoilt = true;
        }
        let hash = sha256(&piece);
        let said = desk.append(self.company, self.user(), upload, phone.here as u64, (Bytes::from(piece), &hash)).await;
        match said {
            Err(BlobError::Refused(ErrorCode::NotFound, _)) if phone.stored => Ok(()),
            Ok(UploadState::Receiving { offset, .. }) if end < phone.bytes.len() && offset == end as u64 => {
                phone.here = end;
                Ok(())
            }
            Ok(UploadState::Stored { sha256 }) if Self::is_whole(phone, end) && sha256 == phone.sha256 => {
                phone.stored = true;
                Ok(())
            }
            // What is wrong stays wrong: it begins anew.
            Err(BlobError::Refused(code, _)) if end == phone.bytes.len() && !Self::is_whole(phone, end) => {
                let expected = if phone.spoilt { ErrorCode::HashMismatch } else { ErrorCode::BadRequest };
                (phone.upload, phone.here, phone.spoilt) = (None, 0, false);
                (code == expected).then_some(()).ok_or_else(|| format!("refused as {code:?}, not as {expected:?}"))
            }
            other => Err(format!("{length} bytes after {} of {}: {other:?}", phone.here, phone.bytes.len())),
        }
    }

    fn is_whole(phone: &Phone, end: usize) -> bool {
        end == phone.bytes.len() && phone.is_picture && !phone.spoilt
    }

    /// A piece that does not follow what is here.
    async fn misplaced(&self, desk: &Blobs, phone: &Phone, by: usize) -> Result<(), String> {
        let Some(upload) = phone.upload.filter(|_| !phone.stored) else { return self.unknown(desk).await };
        let offset = (phone.here + by + 1) as u64;
        let piece = Bytes::from_static(b"somewhere else");
        let hash = sha256(&piece);
        match desk.append(self.company, self.user(), upload, offset, (piece, &hash)).await {
            Err(BlobError::Offset(here)) if here == phone.here as u64 => Ok(()),
            other => Err(format!("a piece at {offset}, where {} are: {other:?}", phone.here)),
        }
    }

    /// A piece that was damaged on the way, or that is more than was announced.
    async fn damaged(&self, desk: &Blobs, phone: &Phone, by: usize) -> Result<(), String> {
        let Some(upload) = phone.upload.filter(|_| !phone.stored) else { return self.unknown(desk).await };
        let rest = phone.bytes.len() - phone.here;
        let (piece, expected) = if by.is_multiple_of(2) {
            (phone.bytes[phone.here..].to_vec(), ErrorCode::HashMismatch)
        } else {
            (vec![7; rest + by], ErrorCode::TooLarge)
        };
        let hash = if by.is_multiple_of(2) { sha256(b"another") } else { sha256(&piece) };
        let said = desk.append(self.company, self.user(), upload, phone.here as u64, (Bytes::from(piece), &hash)).await;
        match said {
            Err(BlobError::Refused(code, _)) if code == expected => self.ask(desk, phone, true).await,
            other => Err(format!("a damaged piece: {other:?}")),
        }
    }

    /// Where it stands: for its owner, and for somebody else.
    async fn ask(&self, desk: &Blobs, phone: &Phone, is_owner: bool) -> Result<(), String> {
        let Some(upload) = phone.upload else { return self.unknown(desk).await };
        let user = if is_owner { self.user() } else { UserId(Uuid::from_u128(2)) };
        match desk.offset(self.company, user, upload).await {
            Ok(offset) if is_owner && !phone.stored && offset == phone.here as u64 => Ok(()),
            Err(BlobError::Refused(ErrorCode::NotFound, _)) if !is_owner || phone.stored => Ok(()),
            other => Err(format!("asked, with {} here: {other:?}", phone.here)),
        }
    }

    async fn unknown(&self, desk: &Blobs) -> Result<(), String> {
        match desk.offset(self.company, self.user(), Uuid::new_v4()).await {
            Err(BlobError::Refused(ErrorCode::NotFound, _)) => Ok(()),
            other => Err(format!("an upload that nobody announced: {other:?}")),
        }
    }

    /// At the end: the store has all bytes that were confirmed as a whole, and no others.
    async fn look(&self, desk: &Blobs, phone: &Phone) -> Result<(), String> {
        let kept = desk.vault.read(&original(self.company, &phone.sha256)).await.map_err(|e| e.to_string())?;
        self.stored.set(self.stored.get() + u32::from(phone.stored));
        match kept {
            Some(bytes) if phone.stored && bytes == phone.bytes => Ok(()),
            None if !phone.stored => Ok(()),
            kept => Err(format!("stored is {}, and {:?} bytes are", phone.stored, kept.map(|bytes| bytes.len()))),
        }
    }
}
