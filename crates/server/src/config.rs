//! What an installation may decide: where data is, where to listen, which stores to use. Read from arguments and the
//! environment, nowhere else.

mod db;
mod limits;
mod s3;
mod watch;

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};

pub use db::DbConfig;
pub use limits::LimitConfig;
pub use s3::S3Config;
pub use watch::WatchConfig;

/// When the refresh cookie is marked `Secure`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SecureCookies {
    /// When a proxy says that the request came over TLS.
    #[default]
    Auto,
    /// Always: the server is reached over TLS only.
    Always,
    /// Never: development over plain HTTP.
    Never,
}

/// The settings that every command shares.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Folder for the database file, photos and uploads under way
    #[arg(long, env = "PEM2_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// postgres://… or sqlite://path; without it, pem2.db in the data folder
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// How much of PostgreSQL this server takes
    #[command(flatten)]
    pub db: DbConfig,
    /// Secret from which keys are derived; without it, one is made and kept in the database
    #[arg(long, env = "PEM2_SECRET", hide_env_values = true, global = true)]
    pub secret: Option<String>,
    /// Folder for uploads under way when it is not in the data folder: one that several servers share
    #[arg(long, env = "PEM2_SPOOL", global = true)]
    pub spool: Option<PathBuf>,
    /// Where photos go when they do not go to the data folder
    #[command(flatten)]
    pub s3: S3Config,
    /// How letters are sent
    #[command(flatten)]
    pub mail: MailConfig,
    /// How backups are made
    #[command(flatten)]
    pub backup: BackupConfig,
}

/// Where backups go, and when.
#[derive(Args, Clone, Debug)]
pub struct BackupConfig {
    /// Encrypts backups: `age -d` opens them with it. Without one the server makes none
    #[arg(
        id = "backup_passphrase",
        long = "backup-passphrase",
        env = "PEM2_BACKUP_PASSPHRASE",
        hide_env_values = true,
        global = true
    )]
    pub passphrase: Option<String>,
    /// Folder for backups; without it, backups in the data folder. Better on another disk
    #[arg(id = "backup_dir", long = "backup-dir", env = "PEM2_BACKUP_DIR", global = true)]
    pub dir: Option<PathBuf>,
    /// Where backups go
    #[arg(id = "backup_to", long = "backup-to", env = "PEM2_BACKUP_TO", value_enum, default_value_t, global = true)]
    pub to: BackupTo,
    /// The hour of the day at which the server makes one
    #[arg(id = "backup_hour", long = "backup-hour", env = "PEM2_BACKUP_HOUR", default_value_t = BackupConfig::HOUR,
        value_parser = clap::value_parser!(i8).range(0..24), global = true)]
    pub hour: i8,
    /// How many days a backup is kept
    #[arg(id = "backup_keep_days", long = "backup-keep-days", env = "PEM2_BACKUP_KEEP_DAYS", default_value_t = BackupConfig::KEEP_DAYS, global = true)]
    pub keep_days: u16,
    /// The time zone of that hour
    #[arg(long, env = "PEM2_TIME_ZONE", default_value = BackupConfig::TIME_ZONE, global = true)]
    pub time_zone: String,
}

/// Where backups go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum BackupTo {
    /// To a folder.
    #[default]
    Folder,
    /// To the S3-compatible store, under `backups/`.
    S3,
}

impl BackupConfig {
    const HOUR: i8 = 2;
    const KEEP_DAYS: u16 = 30;
    const TIME_ZONE: &str = "America/New_York";
}

impl Default for BackupConfig {
    fn default() -> Self {
        Self {
            passphrase: None,
            dir: None,
            to: BackupTo::Folder,
            hour: Self::HOUR,
            keep_days: Self::KEEP_DAYS,
            time_zone: Self::TIME_ZONE.to_owned(),
        }
    }
}

/// The mail server of the owner. Without an address no letters are sent.
#[derive(Args, Clone, Debug, Default)]
pub struct MailConfig {
    /// smtps://user:password@host or smtp://user:password@host?tls=required
    #[arg(id = "smtp_url", long = "smtp-url", env = "PEM2_SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// Who letters come from
    #[arg(
        id = "mail_from",
        long = "mail-from",
        env = "PEM2_MAIL_FROM",
        default_value = "Pem2 <pem2@localhost>",
        global = true
    )]
    pub from: String,
    /// Address at which people reach this server, for links in letters: https://…
    #[arg(id = "public_url", long = "public-url", env = "PEM2_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
}

/// The settings of `pem2 serve`.
#[derive(Args, Clone, Debug)]
pub struct Listen {
    /// Address to listen on
    #[arg(long, env = "PEM2_BIND", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,
    /// Port to listen on; 0 picks a free one
    #[arg(long, env = "PEM2_PORT", default_value_t = 8080)]
    pub port: u16,
    /// Folder of the built app, when it is not inside this binary
    #[arg(long, env = "PEM2_DIST")]
    pub dist: Option<PathBuf>,
    /// When the refresh cookie is marked Secure
    #[arg(long, env = "PEM2_SECURE_COOKIES", value_enum, default_value_t)]
    pub secure_cookies: SecureCookies,
    /// Believe X-Forwarded-For and X-Forwarded-Proto: only behind a proxy that sets them
    #[arg(long, env = "PEM2_TRUST_PROXY", value_parser = clap::builder::FalseyValueParser::new())]
    pub trust_proxy: bool,
    /// Let webhooks reach private networks, and this machine: only where every admin may
    #[arg(long, env = "PEM2_WEBHOOKS_TO_PRIVATE", value_parser = clap::builder::FalseyValueParser::new())]
    pub webhooks_to_private: bool,
    /// Start although others on this machine can read the data folder or the database file
    #[arg(long)]
    pub allow_open_files: bool,
    /// How much one of many may ask
    #[command(flatten)]
    pub limits: LimitConfig,
    /// redis://… or rediss://…: requests are counted there for all servers, not in the database
    #[arg(long, env = "REDIS_URL", hide_env_values = true)]
    pub redis_url: Option<String>,
    /// Who watches
    #[command(flatten)]
    pub watch: WatchConfig,
    /// Seconds until an answer must have begun: long enough for a chunk over a bad line
    #[arg(long, env = "PEM2_PATIENCE_SECONDS", default_value_t = 120)]
    pub patience_seconds: u64,
}

impl Listen {
    /// Until an answer begins.
    pub const fn patience(&self) -> Duration {
        Duration::from_secs(self.patience_seconds)
    }
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            bind: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            dist: None,
            secure_cookies: SecureCookies::Auto,
            trust_proxy: false,
            webhooks_to_private: false,
            allow_open_files: false,
            limits: LimitConfig::default(),
            redis_url: None,
            watch: WatchConfig::default(),
            patience_seconds: 120,
        }
    }
}

impl Config {
    /// All in one folder, nothing from the environment.
    pub fn in_folder(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            database_url: None,
            db: DbConfig::default(),
            secret: None,
            spool: None,
            s3: S3Config::default(),
            mail: MailConfig::default(),
            backup: BackupConfig::default(),
        }
    }

    /// Makes the data folder, for its owner only: photos of people's homes are in it.
    pub fn make_folder(&self) -> std::io::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.data)
    }

    /// The folder for uploads under way.
    pub fn spool(&self) -> PathBuf {
        self.spool.clone().unwrap_or_else(|| self.data.join("spool"))
    }

    /// The file of the database, when it is one.
    pub fn database_file(&self) -> Option<PathBuf> {
        self.database().strip_prefix("sqlite://").map(PathBuf::from)
    }

    /// The address of the database.
    pub fn database(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite://{}", self.data.join("pem2.db").display()))
    }
}
