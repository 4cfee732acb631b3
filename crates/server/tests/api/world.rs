//! A server with two companies, on a database and a folder of its own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use domain::ids::{CompanyId, UserId};
use domain::people::{Company, Crew, Role, User};
use domain::{Body, Entity, Key, Put, Stamp};
use server::app::App;
use server::auth::password::hash_now;
use server::config::{Config, Listen, MailConfig, S3Config};
use server::db::Db;
use server::db::accounts::Account;
use server::hints::others;
use server::{clock, people, router};
use sync::server::{PushTx, ServerStore, install};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use uuid::Uuid;

use crate::client::Client;
use crate::smtp::Smtp;

/// Everybody's password.
pub const PASSWORD: &str = "a password of the tests";

/// A running server.
pub struct World {
    pub app: Arc<App>,
    pub address: String,
    /// Where the built app is.
    pub dist: PathBuf,
    pub ours: CompanyId,
    /// How it was started.
    pub config: Config,
    _stop: watch::Sender<bool>,
    listen: Listen,
    folder: TempDir,
}

/// Another server on the same database and photo store, with a data folder of its own.
pub struct Another {
    pub app: Arc<App>,
    pub address: String,
    _stop: watch::Sender<bool>,
}

impl World {
    pub async fn on_sqlite() -> Self {
        Self::start(None, S3Config::default()).await
    }

    /// `None` without a PostgreSQL to test on.
    pub async fn on_postgres() -> Option<Self> {
        Some(Self::start(Some(postgres().await?), S3Config::default()).await)
    }

    /// With everything that several servers can share; `None` where it is not there.
    pub async fn on_postgres_and_s3() -> Option<Self> {
        Some(Self::start(Some(postgres().await?), s3()?).await)
    }

    /// `None` without an S3-compatible store to test on.
    pub async fn on_s3() -> Option<Self> {
        Some(Self::start(None, s3()?).await)
    }

    /// The same, with phones fetching photos from there.
    pub async fn on_s3_with_offload() -> Option<Self> {
        Some(Self::start(None, S3Config { offload: true, ..s3()? }).await)
    }

    /// On SQLite, otherwise than usual.
    pub async fn with(listen: Listen, change: impl FnOnce(&mut Config)) -> Self {
        Self::start_with(None, S3Config::default(), listen, change).await
    }

    /// On PostgreSQL, otherwise than usual.
    pub async fn on_postgres_with(listen: Listen) -> Option<Self> {
        Some(Self::start_with(Some(postgres().await?), S3Config::default(), listen, |_| {}).await)
    }

    async fn start(database_url: Option<String>, s3: S3Config) -> Self {
        Self::start_with(database_url, s3, Listen::default(), |_| {}).await
    }

    async fn start_with(
        database_url: Option<String>,
        s3: S3Config,
        listen: Listen,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config { database_url, s3, ..Config::in_folder(&folder.path().join("data")) };
        change(&mut config);
        let dist = folder.path().join("dist");
        std::fs::create_dir(&dist).unwrap();
        let (stop, stopping) = watch::channel(false);
        let listen = Listen { dist: Some(dist.clone()), webhooks_to_private: true, ..listen };
        let (app, address) = served(&config, listen.clone(), stopping).await;
        let ours = people_of(&app, "ours", &[("olivia", Role::Admin), ("dana", Role::Dispatcher)]).await;
        people_of(&app, "theirs", &[("otto", Role::Admin)]).await;
        Self { app, address, dist, ours, config, listen, _stop: stop, folder }
    }

    /// From now on it is a server on the same database that has a mail server.
    pub async fn with_mail(&mut self) -> Smtp {
        let smtp = Smtp::start().await;
        let public_url = Some("https://pem2.example.com/".to_owned());
        self.config.mail =
            MailConfig { smtp_url: Some(smtp.url.clone()), from: "Pem2 <pem2@example.com>".into(), public_url };
        let (stop, stopping) = watch::channel(false);
        (self.app, self.address) = served(&self.config, self.listen.clone(), stopping.clone()).await;
        self._stop = stop;
        let app = Arc::clone(&self.app);
        tokio::spawn(async move { app.mail.run(&app.db, stopping).await });
        smtp
    }

    /// Another server beside this one.
    pub async fn another(&self, change: impl FnOnce(&mut Config)) -> Another {
        let mut config = Config { data: self.folder.path().join("another"), ..self.config.clone() };
        change(&mut config);
        let (stop, stopping) = watch::channel(false);
        let (app, address) = served(&config, self.listen.clone(), stopping).await;
        Another { app, address, _stop: stop }
    }

    /// Our newest sequence number.
    pub async fn head(&self) -> u64 {
        self.app.store.head(self.ours).await.unwrap()
    }

    /// Somebody who is not signed in.
    pub fn anybody(&self) -> Client {
        Client::new(&self.address)
    }

    /// Somebody who is.
    pub async fn signed_in(&self, login: &str) -> Client {
        let mut client = self.anybody();
        client.sign_in(login, PASSWORD).await;
        client
    }
}

/// A schema of its own on the PostgreSQL of the tests: as good as a database, and made in a moment.
pub async fn postgres() -> Option<String> {
    let url = std::env::var("PEM2_TEST_POSTGRES_URL").ok()?;
    let name = format!("pem2_test_{}", Uuid::new_v4().simple());
    let admin = Db::open(&url).await.unwrap();
    admin.execute(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {name}")), vec![]).await.unwrap();
    admin.close().await;
    Some(format!("{url}?options=-csearch_path%3D{name}&application_name={name}"))
}

/// The Redis of the tests; installations share it.
pub fn redis() -> Option<String> {
    std::env::var("PEM2_TEST_REDIS_URL").ok()
}

fn s3() -> Option<S3Config> {
    let var = |name| std::env::var(name).ok();
    Some(S3Config {
        endpoint: Some(var("PEM2_TEST_S3_ENDPOINT")?),
        region: var("PEM2_TEST_S3_REGION").unwrap_or_else(|| "us-east-1".into()),
        bucket: var("PEM2_TEST_S3_BUCKET")?,
        key: var("PEM2_TEST_S3_KEY")?,
        secret: var("PEM2_TEST_S3_SECRET")?,
        // Everybody's tests go to one bucket.
        prefix: format!("test-{}", Uuid::new_v4().simple()),
        ..S3Config::default()
    })
}

/// A running server, and its address.
async fn served(config: &Config, listen: Listen, stopping: watch::Receiver<bool>) -> (Arc<App>, String) {
    let app = App::start(config, listen, stopping).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let service = router::router(Arc::clone(&app)).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    tokio::spawn(others::run(Arc::clone(&app)));
    (app, address)
}

/// Asks until there is an answer.
pub async fn until<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..1200 {
        if let Some(answer) = ask().await {
            return answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("it did not come to pass within half a minute");
}

/// The user with this login.
pub fn user_id(login: &str) -> UserId {
    UserId(Uuid::new_v5(&Uuid::NAMESPACE_OID, login.as_bytes()))
}

/// A company with these people. Ours also has Mike and Ana, who are one crew, and Tess, who is in none.
async fn people_of(app: &App, slug: &str, office: &[(&str, Role)]) -> CompanyId {
    static HASH: OnceLock<String> = OnceLock::new();
    let hash = HASH.get_or_init(|| hash_now(PASSWORD).unwrap());
    let id = CompanyId(Uuid::new_v4());
    let stamp = Stamp { by: user_id(office[0].0), at: clock::now() };
    let company = Company { name: slug.into(), time_zone: "America/New_York".into(), ..Company::default() };
    let mut tx = people::found(&app.store, id, slug, &company, stamp).await.unwrap();
    let field = if slug == "ours" { vec!["mike", "ana", "tess"] } else { vec![] };
    let field = field.into_iter().map(|login| (login, Role::Technician));
    for (login, role) in office.iter().copied().chain(field) {
        let user = User { name: login.into(), login: login.into(), role, active: true, ..User::default() };
        let account = Account {
            company: id,
            user: user_id(login),
            login: login.into(),
            password_hash: Some(hash.clone()),
            set_up_code_hash: None,
            set_up_expires_at: 0,
        };
        people::add(&mut tx, &account, &user, stamp).await.unwrap();
    }
    tx.commit().await.unwrap();
    if slug == "ours" {
        let crew = Crew {
            name: "Truck 4".into(),
            lead: Some(user_id("mike")),
            members: vec![user_id("mike"), user_id("ana")],
        };
        let mut tx = app.store.begin(id).await.unwrap();
        let key = Key::new(Entity::Crew, Uuid::new_v4());
        let put = Put { key, body: Body::of(&crew).unwrap(), deleted: false };
        install(&mut tx, vec![put], stamp).await.unwrap();
        tx.commit().await.unwrap();
    }
    id
}
