//! Signing in and staying signed in. The refresh token travels in an HttpOnly cookie and is not seen here.

use domain::ids::{CompanyId, DeviceId, UserId};
use domain::people::Role;
use serde::{Deserialize, Serialize};

/// Signs in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoginRequest {
    /// User name, or `name@company` where one installation serves several companies.
    pub login: String,
    /// The password.
    pub password: String,
    /// This phone, by the identifier that it made for itself.
    pub device: DeviceId,
    /// What the phone calls itself, for the list of sessions.
    #[serde(default)]
    pub device_name: String,
    /// Six digits of the authenticator, or a recovery code, once the server has asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<String>,
}

/// Chooses the first password.
#[derive(Clone, Serialize, Deserialize)]
pub struct SetUpRequest {
    /// User name.
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
}

/// The answer to a login, a set-up and a refresh.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Goes into `Authorization: Bearer`; kept in memory only.
    pub access_token: String,
    /// For how many seconds it is good.
    pub expires_in: u32,
    /// Who signed in.
    pub who: Who,
}

/// Who is signed in. The phone keeps it, to know offline whose work it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Who {
    /// The company.
    pub company: CompanyId,
    /// The company's name.
    pub company_name: String,
    /// The person.
    pub user: UserId,
    /// Full name.
    pub name: String,
    /// User name.
    pub login: String,
    /// Role at the time of signing in.
    pub role: Role,
}

/// Makes an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InviteRequest {
    /// Full name.
    pub name: String,
    /// User name, unique in the company.
    pub login: String,
    /// The role.
    pub role: Role,
    /// Trade title.
    #[serde(default)]
    pub title: String,
    /// Phone number.
    #[serde(default)]
    pub phone: String,
    /// E-mail address.
    #[serde(default)]
    pub email: String,
}

/// The new account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InviteResponse {
    /// The person.
    pub user: UserId,
    /// The one-time code to hand over. Shown once; the server keeps only its hash.
    pub set_up_code: String,
    /// The code goes to the person's e-mail address too.
    #[serde(default)]
    pub by_letter: bool,
}

/// The shortest password that may be chosen, in characters (NIST SP 800-63B asks for 8; phones remember the rest).
pub const PASSWORD_MIN: usize = 10;
/// The longest, in characters. Within these bounds what is easy to guess is refused too.
pub const PASSWORD_MAX: usize = 200;
