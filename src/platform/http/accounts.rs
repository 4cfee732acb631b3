//! Calls about accounts. Most are answered without a word: 204, which nobody in between says.

use gloo_net::http::Method;
use protocol::account::{
    AccountState, Accounts, BeginSecondFactor, ConfirmSecondFactor, EndSecondFactor, ForgotRequest, LockRequest,
    NewSecondFactor, OpenSessions, PasswordRequest, RecoveryCodes, ResetCode, ResetRequest, SignIns,
};
use protocol::auth::Session;
use protocol::paths;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::call::{CallError, DEADLINE_MS, as_json, json_body, request, send};
use super::{HttpApi, post};

impl HttpApi {
    /// Asks for a letter with a reset code.
    pub async fn forgot(&self, asked: &ForgotRequest) -> Result<(), CallError> {
        let request = as_json(request(Method::POST, paths::FORGOT));
        send(request, Some(json_body(asked)?), DEADLINE_MS).await?.nothing()
    }

    /// Chooses another password, and signs in.
    pub async fn reset(&self, request: &ResetRequest) -> Result<Session, CallError> {
        self.keep(post(paths::RESET, request).await?)
    }

    /// How the own account stands.
    pub async fn account(&self) -> Result<AccountState, CallError> {
        self.look(paths::ACCOUNT).await
    }

    /// How every account of the company stands.
    pub async fn accounts(&self) -> Result<Accounts, CallError> {
        self.look(paths::USERS).await
    }

    /// Changes the own password.
    pub async fn change_password(&self, request: &PasswordRequest) -> Result<(), CallError> {
        self.tell(paths::PASSWORD, request).await
    }

    /// Begins a second factor.
    pub async fn begin_second_factor(&self, request: &BeginSecondFactor) -> Result<NewSecondFactor, CallError> {
        self.ask(paths::SECOND_FACTOR, request).await
    }

    /// Confirms it.
    pub async fn confirm_second_factor(&self, request: &ConfirmSecondFactor) -> Result<RecoveryCodes, CallError> {
        self.ask(&format!("{}/confirm", paths::SECOND_FACTOR), request).await
    }

    /// Switches it off.
    pub async fn end_second_factor(&self, request: &EndSecondFactor) -> Result<(), CallError> {
        self.tell(&format!("{}/end", paths::SECOND_FACTOR), request).await
    }

    /// Sign-ins that go on: the own ones, or somebody's.
    pub async fn sessions(&self, user: Option<Uuid>) -> Result<OpenSessions, CallError> {
        self.look(&sessions_of(user)).await
    }

    /// Ends one of them.
    pub async fn end_session(&self, user: Option<Uuid>, session: Uuid) -> Result<(), CallError> {
        self.take_away(&format!("{}/{session}", sessions_of(user))).await
    }

    /// Ends all of them, of the own ones all others.
    pub async fn end_sessions(&self, user: Option<Uuid>) -> Result<(), CallError> {
        let which = if user.is_some() { "end-all" } else { "end-others" };
        self.tell(&format!("{}/{which}", sessions_of(user)), &()).await
    }

    /// What happened to the own account, or to somebody's.
    pub async fn sign_ins(&self, user: Option<Uuid>, before: Option<Uuid>) -> Result<SignIns, CallError> {
        let before = before.map(|before| format!("&before={before}")).unwrap_or_default();
        let path = match user {
            Some(user) => format!("{}?user={user}{before}", paths::ALL_SIGN_INS),
            None => format!("{}?{}", paths::SIGN_INS, before.trim_start_matches('&')),
        };
        self.look(&path).await
    }

    /// Makes a reset code for somebody.
    pub async fn make_reset_code(&self, user: Uuid) -> Result<ResetCode, CallError> {
        self.ask(&of_user(user, "reset"), &()).await
    }

    /// Locks somebody out.
    pub async fn lock(&self, user: Uuid, request: &LockRequest) -> Result<(), CallError> {
        self.tell(&of_user(user, "lock"), request).await
    }

    /// Lets somebody in again.
    pub async fn unlock(&self, user: Uuid) -> Result<(), CallError> {
        self.tell(&of_user(user, "unlock"), &()).await
    }

    /// Switches somebody's second factor off.
    pub async fn take_second_factor(&self, user: Uuid) -> Result<(), CallError> {
        self.tell(&of_user(user, "second-factor/end"), &()).await
    }

    pub(super) async fn look<R: DeserializeOwned>(&self, path: &str) -> Result<R, CallError> {
        self.authorised(|r| r, Method::GET, path, None, DEADLINE_MS).await?.json().await
    }

    pub(super) async fn tell<T: Serialize>(&self, path: &str, body: &T) -> Result<(), CallError> {
        self.authorised(as_json, Method::POST, path, Some(json_body(body)?), DEADLINE_MS).await?.nothing()
    }
}

fn sessions_of(user: Option<Uuid>) -> String {
    user.map_or_else(|| paths::SESSIONS.to_owned(), |user| of_user(user, "sessions"))
}

fn of_user(user: Uuid, what: &str) -> String {
    format!("{}/{user}/{what}", paths::USERS)
}
