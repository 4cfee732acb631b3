//! A database beside the one of this installation, to restore into: a file of SQLite, or a schema of the same PostgreSQL
//! database. Making it, throwing it away, and putting it in the place of the other.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnectOptions;
use uuid::Uuid;

use super::{Db, DbError};

/// It.
pub struct Scratch {
    /// Open, and empty at first.
    pub db: Db,
    place: Place,
}

enum Place {
    File(PathBuf),
    Schema { url: String, name: String },
}

impl Scratch {
    /// Beside the database `url`. A file gets the name `beside`.
    pub async fn make(url: &str, beside: &Path) -> Result<Self, DbError> {
        if !is_postgres(url) {
            remove_files(beside)?;
            let db = Db::open(&format!("sqlite://{}", beside.display())).await?;
            return Ok(Self { db, place: Place::File(beside.to_owned()) });
        }
        let id = &Uuid::new_v4().simple().to_string()[..8];
        let name = format!("{}_scratch_{id}", current_schema(url).await?);
        run(url, vec![format!("CREATE SCHEMA \"{name}\"")]).await?;
        let options = PgConnectOptions::from_str(url)?.options([("search_path", format!("\"{name}\""))]);
        Ok(Self { db: Db::connect(options).await?, place: Place::Schema { url: url.to_owned(), name } })
    }

    /// Nothing of it stays.
    pub async fn remove(self) -> Result<(), DbError> {
        self.db.close().await;
        match self.place {
            Place::File(file) => remove_files(&file),
            Place::Schema { url, name } => run(&url, vec![format!("DROP SCHEMA \"{name}\" CASCADE")]).await,
        }
    }

    /// Puts it in the place of the database; where the one before is now.
    pub async fn replace(self, aside: &str) -> Result<String, DbError> {
        self.db.close().await;
        match self.place {
            Place::File(_) => Err(DbError::Open("a file is put in its place by renaming it".into())),
            Place::Schema { url, name } => {
                let current = current_schema(&url).await?;
                let aside = format!("{current}_{aside}");
                let rename = |from: &str, to: &str| format!("ALTER SCHEMA \"{from}\" RENAME TO \"{to}\"");
                run(&url, vec![rename(&current, &aside), rename(&name, &current)]).await?;
                Ok(format!("the schema {aside}"))
            }
        }
    }

    /// Closes it; the file is whole and stands alone.
    pub async fn into_file(self) -> Result<PathBuf, DbError> {
        self.db.close().await;
        match self.place {
            Place::File(file) => Ok(file),
            Place::Schema { .. } => Err(DbError::Open("a schema is no file".into())),
        }
    }
}

/// Whether the address is one of PostgreSQL.
pub fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

async fn current_schema(url: &str) -> Result<String, DbError> {
    let db = Db::open(url).await?;
    let row = db.one("SELECT current_schema()::text AS name", vec![]).await?;
    db.close().await;
    row.ok_or(DbError::Corrupt("current_schema"))?.text("name")
}

async fn run(url: &str, statements: Vec<String>) -> Result<(), DbError> {
    let db = Db::open(url).await?;
    let mut tx = db.begin().await?;
    for statement in statements {
        tx.execute(AssertSqlSafe(statement), vec![]).await?;
    }
    tx.commit().await?;
    db.close().await;
    Ok(())
}

fn remove_files(file: &Path) -> Result<(), DbError> {
    for ending in ["", "-wal", "-shm"] {
        match std::fs::remove_file(format!("{}{ending}", file.display())) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(DbError::Open(e.to_string())),
            _ => {}
        }
    }
    Ok(())
}
