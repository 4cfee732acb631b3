//! Everything that a request needs, put together once.

use std::path::PathBuf;
use std::sync::Arc;

use axum::http::HeaderValue;
use axum::http::header::InvalidHeaderValue;
use sync::server::CursorKey;
use tokio::sync::watch;
use uuid::Uuid;

use crate::app_files::AppFiles;
use crate::auth::api_token::ApiTokens;
use crate::auth::keys::Keys;
use crate::auth::known_sessions::KnownSessions;
use crate::auth::password::Passwords;
use crate::backup::Backups;
use crate::blobs::Blobs;
use crate::blobs::offload::Offload;
use crate::clock;
use crate::config::{Config, Listen};
use crate::contacts::Contacts;
use crate::db::{self, Db, DbError};
use crate::hints::Hints;
use crate::limits::count::{Count, CountError};
use crate::limits::{Limits, Shared};
use crate::mail::{Mail, MailError};
use crate::metrics::Metrics;
use crate::owner::pages::Pages;
use crate::owner::webhooks::Webhooks;
use crate::pushes::Pushes;
use crate::readiness::Leaving;
use crate::renditions::Renditions;
use crate::security;
use crate::sync_store::SqlStore;
use crate::telemetry::{Telemetry, TelemetryError};

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The photo store, or the upload folder.
    #[error("photo store: {0}")]
    Blobs(#[from] crate::blobs::BlobError),
    /// Where backups go.
    #[error("backups: {0}")]
    Backup(#[from] Box<crate::backup::BackupError>),
    /// The mail server.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// Where failures and requests are told.
    #[error(transparent)]
    Telemetry(#[from] TelemetryError),
    /// The address of the photo store cannot stand in a header.
    #[error("the address of the photo store: {0}")]
    Header(#[from] InvalidHeaderValue),
    /// Where requests are counted.
    #[error("REDIS_URL: {0}")]
    Count(#[from] CountError),
    /// What webhooks are sent with.
    #[error("webhooks: {0}")]
    Webhooks(#[from] reqwest::Error),
    /// No randomness, no keys.
    #[error("no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The address cannot be listened on, or a folder not be used.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// The running server.
pub struct App {
    /// How it is reached.
    pub listen: Listen,
    /// The database.
    pub db: Db,
    /// The database as the sync engine sees it.
    pub store: SqlStore,
    /// The keys of this installation.
    pub keys: Keys,
    /// Signs cursors.
    pub cursors: CursorKey,
    /// How sessions stood a moment ago.
    pub known_sessions: Arc<KnownSessions>,
    /// Checks and makes password hashes.
    pub passwords: Passwords,
    /// API tokens that were good a moment ago.
    pub api_tokens: ApiTokens,
    /// How much one of many may ask.
    pub limits: Limits,
    /// Who listens for changes.
    pub hints: Arc<Hints>,
    /// Edits on their way in.
    pub pushes: Pushes,
    /// When phones called.
    pub contacts: Contacts,
    /// Photos and other bytes.
    pub blobs: Blobs,
    /// Archives of everything.
    pub backups: Backups,
    /// Smaller pictures of photos.
    pub renditions: Renditions,
    /// Letters.
    pub mail: Mail,
    /// Pages of lists that were read a moment ago.
    pub pages: Pages,
    /// Telling other programs what happened.
    pub webhooks: Webhooks,
    /// The built app.
    pub files: AppFiles,
    /// What its pages may load, and from where.
    pub content_policy: HeaderValue,
    /// What was counted.
    pub metrics: Metrics,
    /// What those hear who watch from elsewhere.
    pub telemetry: Telemetry,
    /// The data folder.
    pub data: PathBuf,
    /// Whether the server is about to stop.
    pub leaving: Leaving,
    /// Turns true when the server stops: long answers end then.
    pub stopping: watch::Receiver<bool>,
}

/// An open database with its tables and its name.
pub struct Opened {
    /// The database.
    pub db: Db,
    /// The keys of this installation.
    pub keys: Keys,
    /// The name of the database: another one after a restore.
    pub epoch: Uuid,
}

impl Opened {
    /// Opens the database of `config` and brings its tables up to date.
    pub async fn at(config: &Config) -> Result<Self, StartError> {
        config.make_folder()?;
        let db = Db::open_with(&config.database(), &config.db).await?;
        let now = clock::now();
        for step in db::migrate(&db, now).await? {
            tracing::info!(step, "migrated");
        }
        db::statistics::renew_if_missing(&db).await;
        let fresh =
            db::installation::Installation { epoch: Uuid::new_v4(), secret: crate::auth::keys::fresh_secret()? };
        let installation = db::installation::read_or_make(&db, fresh, now).await?;
        let secret = config.secret.clone().unwrap_or(installation.secret);
        Ok(Self { db, keys: Keys::derive(&secret), epoch: installation.epoch })
    }
}

impl App {
    /// Opens everything. `stopping` turns true when the server shall end.
    pub async fn start(
        config: &Config,
        listen: Listen,
        stopping: watch::Receiver<bool>,
    ) -> Result<Arc<Self>, StartError> {
        let Opened { db, keys, epoch } = Opened::at(config).await?;
        let shared = Shared::new(Count::open(listen.redis_url.as_deref(), &db, epoch)?);
        let blobs = Blobs::open(config, db.clone()).await?;
        let known_sessions = Arc::new(KnownSessions::default());
        let (store, hints) = (SqlStore::new(db.clone()), Arc::new(Hints::new(db.kind() == db::Kind::Postgres)));
        Ok(Arc::new(Self {
            pushes: Pushes::new(store.clone(), Arc::clone(&hints), Arc::clone(&known_sessions)),
            store,
            cursors: CursorKey::new(keys.cursor.to_vec()),
            known_sessions,
            passwords: Passwords::new(),
            api_tokens: ApiTokens::default(),
            metrics: Metrics::new(blobs.vault.errors(), shared.errors()),
            limits: Limits::new(listen.limits.clone(), shared),
            hints,
            contacts: Contacts::default(),
            backups: Backups::open(config, db.clone()).await.map_err(Box::new)?,
            renditions: Renditions::new(),
            mail: Mail::new(&config.mail)?,
            pages: Pages::default(),
            webhooks: Webhooks::new(listen.webhooks_to_private)?,
            telemetry: Telemetry::open(&listen.watch)?,
            data: config.data.clone(),
            leaving: Leaving::default(),
            files: AppFiles::new(listen.dist.clone()),
            content_policy: security::content_policy(blobs.vault.offload().map(Offload::origin))?,
            listen,
            db,
            keys,
            blobs,
            stopping,
        }))
    }
}
