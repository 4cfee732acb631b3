//! How much of a PostgreSQL one server takes.

use clap::Args;

/// Bounds for PostgreSQL. SQLite needs none.
#[derive(Args, Clone, Debug)]
pub struct DbConfig {
    /// Connections to PostgreSQL that this server may open, beside one that listens
    #[arg(
        id = "db_connections",
        long = "db-connections",
        env = "PEM2_DB_CONNECTIONS",
        default_value_t = 16,
        global = true
    )]
    pub connections: u32,
    /// Seconds after which PostgreSQL gives up on a statement; 0: never. Migrations may take longer
    #[arg(
        id = "db_statement_seconds",
        long = "db-statement-seconds",
        env = "PEM2_DB_STATEMENT_SECONDS",
        default_value_t = 60,
        global = true
    )]
    pub statement_seconds: u32,
}

impl Default for DbConfig {
    fn default() -> Self {
        Self { connections: 16, statement_seconds: 60 }
    }
}
