//! Signing in and out, and what is asked of the server about accounts. None of it waits for a signal: a password has no
//! place in a queue.

use domain::ids::UserId;
use protocol::account::{AccountState, NewSecondFactor, OpenSession, ResetCode, SignIns};
use protocol::auth::{InviteRequest, InviteResponse, Who};
use protocol::error::ErrorCode;
use uuid::Uuid;

use super::Later;

/// Why signing in failed, or why an account was not changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SignInError {
    /// The server said no.
    Code(ErrorCode),
    /// Too many tries: wait this many seconds.
    Wait(u32),
    /// No way to the server.
    Offline,
    /// No answer: it may have been done.
    Unsure,
}

/// What the server answers.
pub type Asked<T> = Later<Result<T, SignInError>>;

/// Whose account is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The own one.
    Mine,
    /// Somebody else's; for admins.
    Of(UserId),
}

/// Signing in and out.
pub trait Account: Accounts {
    /// Signs in with user name and password, and with a code where the server has asked for one.
    fn sign_in(&self, login: String, password: String, second_factor: Option<String>) -> Asked<()>;
    /// Chooses the first password.
    fn set_up(&self, login: String, code: String, password: String) -> Asked<()>;
    /// Asks for a letter with a reset code. The answer says nothing of whether there is such an account.
    fn forgot(&self, login: String) -> Asked<()>;
    /// Chooses another password with a reset code, and signs in.
    fn reset(&self, login: String, code: String, password: String, second_factor: Option<String>) -> Asked<()>;
    /// Signs out. What is unsent stays on the phone, for the same person.
    fn sign_out(&self) -> Later<()>;
    /// Makes an account: the code to hand over.
    fn invite(&self, request: InviteRequest) -> Asked<InviteResponse>;
    /// Who is signed in on this phone.
    fn who(&self) -> Option<Who>;
}

/// Looking after accounts: the own one, and those of others for admins.
pub trait Accounts {
    /// How an account stands.
    fn state(&self, whose: Whose) -> Asked<AccountState>;
    /// Changes the own password. Every other session of the person ends.
    fn change_password(&self, old: String, new: String) -> Asked<()>;
    /// Begins a second factor: what an authenticator needs.
    fn begin_second_factor(&self, password: String) -> Asked<NewSecondFactor>;
    /// From a right code on it counts: the recovery codes, shown once.
    fn confirm_second_factor(&self, code: String) -> Asked<Vec<String>>;
    /// Switches the own second factor off.
    fn end_second_factor(&self, password: String, code: String) -> Asked<()>;
    /// Sign-ins that go on, the one last seen first.
    fn sessions(&self, whose: Whose) -> Asked<Vec<OpenSession>>;
    /// Ends one of them.
    fn end_session(&self, whose: Whose, session: Uuid) -> Asked<()>;
    /// Ends all of them; of the own ones all but this phone's.
    fn end_sessions(&self, whose: Whose) -> Asked<()>;
    /// What happened to an account, before this event.
    fn sign_ins(&self, whose: Whose, before: Option<Uuid>) -> Asked<SignIns>;
    /// Makes a code with which somebody chooses another password.
    fn make_reset_code(&self, user: UserId) -> Asked<ResetCode>;
    /// Locks somebody out, and ends their sessions. What waits on their phones stays there.
    fn lock(&self, user: UserId, reason: String) -> Asked<()>;
    /// Lets somebody in again.
    fn unlock(&self, user: UserId) -> Asked<()>;
    /// Switches somebody's second factor off.
    fn take_second_factor(&self, user: UserId) -> Asked<()>;
    /// Puts codes that are shown once on the clipboard; whether it could.
    fn copy(&self, text: String) -> Later<bool>;
    /// Hands codes that are shown once to the person as a file; whether it was taken.
    fn save(&self, name: &'static str, text: String) -> Later<bool>;
}
