//! Keeps lines of the log from being changed or removed, by the database itself. The one place of the log where the two
//! engines differ.

use crate::db::{DbError, Kind, Tx};

const SQLITE: &str = "
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
";

const POSTGRES: &str = "
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
";

/// Forbids it from now on.
pub(super) async fn forbid(tx: &mut Tx) -> Result<(), DbError> {
    let script = match tx.kind() {
        Kind::Sqlite => SQLITE,
        Kind::Postgres => POSTGRES,
    };
    tx.script(script).await
}
