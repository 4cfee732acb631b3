//! A file for one of the tables, told by any bytes, handed in by an admin in person: tried, taken, and taken once more.
//!
//! The fuzz target `table` tells it too.

use domain::ids::{CompanyId, DeviceId, UserId};
use server::app::App;
use server::config::{Config, Listen};
use server::db::accounts;
use server::demo;
use server::owner::tables::import::{By, Report, TABLES, take};
use sync::server::ServerStore;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// A server with the company of the demonstration, on a folder of its own.
pub struct Office {
    runtime: Runtime,
    app: std::sync::Arc<App>,
    company: CompanyId,
    admin: UserId,
    _folder: TempDir,
}

impl Office {
    /// Opens one.
    pub fn open() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let config = Config::in_folder(&folder.path().join("data"));
        let (app, account) = runtime.block_on(async {
            let (_stop, stopping) = tokio::sync::watch::channel(false);
            let app = App::start(&config, Listen::default(), stopping).await.unwrap();
            let plan = demo::Plan { work_orders: 5, items: 0, now: server::clock::now() };
            assert!(demo::seed(&app.db, plan).await.unwrap());
            let known = accounts::by_login_at(&app.db, "olivia", demo::SLUG).await.unwrap().unwrap();
            (app, known.account)
        });
        Self { runtime, app, company: account.company, admin: account.user, _folder: folder }
    }

    /// Hands the file in. How many rows it made or changed; what should not be.
    pub fn hand_in(&self, file: &[u8]) -> Result<u64, String> {
        self.runtime.block_on(async {
            let Some((first, file)) = file.split_first() else { return Ok(0) };
            let (name, table) = TABLES[usize::from(*first) % TABLES.len()];
            let device = DeviceId(Uuid::nil());
            let by = By { company: self.company, user: self.admin, device, address: "here", is_program: false };
            let head = async || self.app.store.head(self.company).await.map_err(|e| e.to_string());
            let hand_in = async |dry_run| -> Result<Report, String> {
                let taken = take(&self.app.store, &by, table, file, dry_run).await;
                taken.map(|(report, _)| report).map_err(|e| format!("{name}: {:?}", e.code()))
            };
            let before = head().await?;
            let tried = hand_in(true).await?;
            let last = file.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64 + 2;
            if let Some(problem) = tried.problems.iter().find(|problem| !(1..=last).contains(&problem.row)) {
                return Err(format!("a problem in row {} of {last}", problem.row));
            }
            if head().await? != before {
                return Err("trying changed something".into());
            }
            let taken = hand_in(false).await?;
            if (&taken.problems, taken.made, taken.changed) != (&tried.problems, tried.made, tried.changed) {
                return Err(format!("it was to be {tried:?}, and is {taken:?}"));
            }
            if !taken.problems.is_empty() {
                return if head().await? == before { Ok(0) } else { Err("half a file was taken".into()) };
            }
            let again = hand_in(false).await?;
            match (again.problems.as_slice(), again.made, again.changed) {
                ([], 0, 0) => Ok(taken.made + taken.changed),
                _ => Err(format!("the second time it did {again:?}")),
            }
        })
    }
}
