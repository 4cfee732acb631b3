//! What people do to accounts besides signing in: forgotten passwords, the second factor, sessions, locks, and who
//! signed in when. A one-time code is typed by a person and never stands in an address.

use domain::ids::{DeviceId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Asks for a letter with a reset code. The answer is the same whoever asks for whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgotRequest {
    /// User name, as at signing in.
    pub login: String,
}

/// Chooses a new password with a reset code, and signs in.
#[derive(Clone, Serialize, Deserialize)]
pub struct ResetRequest {
    /// User name, as at signing in.
    pub login: String,
    /// The one-time code.
    pub code: String,
    /// The new password.
    pub password: String,
    /// This phone.
    pub device: DeviceId,
    /// What the phone calls itself.
    #[serde(default)]
    pub device_name: String,
    /// As in [`crate::auth::LoginRequest::second_factor`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<String>,
}

/// A reset code that an admin hands over. Shown once; the server keeps only its hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResetCode {
    /// The one-time code.
    pub code: String,
    /// Until when it is good, in milliseconds.
    pub expires_at: i64,
}

/// Changes the own password. Every other session of the person ends.
#[derive(Clone, Serialize, Deserialize)]
pub struct PasswordRequest {
    /// The password as it is.
    pub old: String,
    /// The password as it shall be.
    pub new: String,
}

/// Begins a second factor. It counts from its confirmation on.
#[derive(Clone, Serialize, Deserialize)]
pub struct BeginSecondFactor {
    /// The password: a phone that lies open shall not lock its owner out.
    pub password: String,
}

/// What an authenticator needs (RFC 6238: SHA-1, six digits, 30 seconds). Shown once.
#[derive(Clone, Serialize, Deserialize)]
pub struct NewSecondFactor {
    /// The secret in base 32, for typing.
    pub secret: String,
    /// The same as `otpauth://totp/…`, for a QR code.
    pub url: String,
}

/// Confirms a second factor that was begun.
#[derive(Clone, Serialize, Deserialize)]
pub struct ConfirmSecondFactor {
    /// Six digits of the authenticator.
    pub code: String,
}

/// Ten codes for the day on which the authenticator is lost, each good once. Shown once.
#[derive(Clone, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<String>,
}

/// Switches the own second factor off.
#[derive(Clone, Serialize, Deserialize)]
pub struct EndSecondFactor {
    /// The password.
    pub password: String,
    /// Six digits, or a recovery code.
    pub code: String,
}

/// How an account stands. Name and role are in the person's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountState {
    /// The person.
    pub user: UserId,
    /// User name.
    pub login: String,
    /// A password was chosen.
    pub has_password: bool,
    /// A second factor is asked for.
    pub second_factor: bool,
    /// How many recovery codes are left.
    #[serde(default)]
    pub recovery_codes: u32,
    /// Since when it is locked, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_at: Option<i64>,
    /// Why it is locked, in the words of the admin who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_reason: Option<String>,
}

/// Every account of a company, by user name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Accounts {
    /// They.
    pub accounts: Vec<AccountState>,
}

/// Locks an account.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LockRequest {
    /// Why, for the other admins.
    #[serde(default)]
    pub reason: String,
}

/// A sign-in that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Its identifier.
    pub id: Uuid,
    /// The phone.
    pub device: DeviceId,
    /// What the phone calls itself.
    pub device_name: String,
    /// When it began, in milliseconds.
    pub created_at: i64,
    /// When it was last renewed, in milliseconds: at most a quarter of an hour before it was last used.
    pub last_seen_at: i64,
    /// The address that it began from; empty when that is not known.
    pub address: String,
    /// It is the one that asks.
    pub this: bool,
}

/// Sign-ins that go on, the one last seen first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSessions {
    /// They.
    pub sessions: Vec<OpenSession>,
}

/// Something that happened to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInEvent {
    /// Its identifier; ask for what is before it.
    pub id: Uuid,
    /// When, in milliseconds.
    pub at: i64,
    /// Whose account.
    pub user: UserId,
    /// Who did it, when somebody signed in did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// From where.
    pub address: String,
    /// What, as a stable name: `signed_in`, `sign_in_failed`, `set_up`, … New names may come.
    pub event: String,
    /// More about it: the phone's name, the reason.
    pub detail: String,
}

/// A page of what happened, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIns {
    /// The page.
    pub events: Vec<SignInEvent>,
    /// There is more before the last of them.
    pub more: bool,
}

/// How many events are on a page at most.
pub const SIGN_INS_PAGE: u32 = 100;
