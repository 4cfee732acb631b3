//! The body of every answer that is not a success: a code for the program, and what to do next.

use domain::Rejection;
use serde::{Deserialize, Serialize};

/// What the phone should do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Send again, soon.
    Retry,
    /// Send again after the time in `Retry-After`.
    Wait,
    /// A person must do something: sign in, correct, update.
    AskPerson,
}

/// Reasons, as stable names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request cannot be read.
    BadRequest,
    /// Nobody is signed in, or the sign-in is over.
    SignInNeeded,
    /// User name and password do not match.
    BadCredentials,
    /// The account is switched off or locked.
    AccountInactive,
    /// The set-up code or reset code is wrong, used or too old.
    BadSetUpCode,
    /// A password must be chosen with a set-up code first.
    SetUpNeeded,
    /// The new password is too short or easy to guess.
    WeakPassword,
    /// Too many tries or requests.
    TooMany,
    /// The role does not allow it.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// What was sent is too large.
    TooLarge,
    /// The database was replaced; start from an empty cursor.
    EpochChanged,
    /// Bytes arrived that do not follow what is there; ask how many are there.
    OffsetMismatch,
    /// The bytes do not have the announced hash.
    HashMismatch,
    /// The name is taken.
    Conflict,
    /// The rules of the company refuse the edit; `rejection` says why.
    Refused,
    /// This build of the app is too old for this server.
    UpdateNeeded,
    /// The server cannot work just now.
    Unavailable,
    /// Something went wrong on the server; it wrote it down.
    Internal,
    /// The password was right; send it again with a code of the authenticator, or a recovery code.
    SecondFactorNeeded,
    /// The code of the authenticator or the recovery code is wrong or was used.
    BadSecondFactor,
    /// Whoever is signed in did not give the own password rightly.
    WrongPassword,
    /// The company asks its admins for a second factor, and this one has none: nothing else is answered until it is set up.
    SecondFactorDue,
    /// A code of a later version.
    #[serde(other)]
    Other,
}

impl ErrorCode {
    /// What to do about it.
    pub const fn advice(self) -> Advice {
        match self {
            Self::TooMany | Self::Unavailable => Advice::Wait,
            Self::Internal | Self::OffsetMismatch | Self::HashMismatch | Self::EpochChanged => Advice::Retry,
            _ => Advice::AskPerson,
        }
    }
}

/// The body of an error answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    /// Why.
    pub code: ErrorCode,
    /// What to do.
    pub advice: Advice,
    /// English words for a log or a developer; the app shows its own.
    #[serde(default)]
    pub message: String,
    /// Name of this request in the server's log.
    #[serde(default)]
    pub request_id: String,
    /// Why the rules refused an edit, and on which field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<Rejection>,
}
