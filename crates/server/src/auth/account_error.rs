//! Why something could not be done to an account, on the command line and over the network.

use protocol::error::ErrorCode;

use crate::db::DbError;
use crate::error::AppError;

/// The reason.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The company has nobody like that.
    #[error("there is no such account")]
    NotFound,
    /// It is locked.
    #[error("the account is locked; unlock it first")]
    Locked,
    /// Admins do not lock themselves.
    #[error("nobody locks the own account")]
    Own,
    /// Somebody must be left who can unlock it.
    #[error("this is the last admin who can sign in")]
    LastAdmin,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No randomness, no code.
    #[error("no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

impl From<AccountError> for AppError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotFound => Self::not_found(),
            AccountError::Locked | AccountError::Own | AccountError::LastAdmin => {
                Self::new(ErrorCode::Conflict, error.to_string())
            }
            AccountError::Db(error) => error.into(),
            AccountError::Random(error) => Self::internal(&error),
        }
    }
}
