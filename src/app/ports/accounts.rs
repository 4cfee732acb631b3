//! Looking after accounts, over the network.

use domain::ids::UserId;
use protocol::account::{
    AccountState, BeginSecondFactor, ConfirmSecondFactor, EndSecondFactor, LockRequest, NewSecondFactor, OpenSession,
    PasswordRequest, ResetCode, SignIns,
};
use protocol::error::ErrorCode;
use uuid::Uuid;
use web_sys::{Blob, BlobPropertyBag};

use super::account::{AppAccount, asked, sign_in_error};
use crate::platform::{clipboard, save_file};
use crate::state::ports::{Accounts, Asked, Later, SignInError, Whose};

impl Accounts for AppAccount {
    fn state(&self, whose: Whose) -> Asked<AccountState> {
        let api = self.0.api.clone();
        Box::pin(async move {
            let Whose::Of(user) = whose else { return api.account().await.map_err(sign_in_error) };
            let known = api.accounts().await.map_err(sign_in_error)?.accounts;
            known.into_iter().find(|account| account.user == user).ok_or(SignInError::Code(ErrorCode::NotFound))
        })
    }

    fn change_password(&self, old: String, new: String) -> Asked<()> {
        asked(&self.0, |api| async move { api.change_password(&PasswordRequest { old, new }).await })
    }

    fn begin_second_factor(&self, password: String) -> Asked<NewSecondFactor> {
        asked(&self.0, |api| async move { api.begin_second_factor(&BeginSecondFactor { password }).await })
    }

    fn confirm_second_factor(&self, code: String) -> Asked<Vec<String>> {
        let driver = self.0.clone();
        Box::pin(async move {
            let answer = driver.api.confirm_second_factor(&ConfirmSecondFactor { code }).await;
            // A company may have asked for it: what waited for that goes out now.
            driver.retry_now();
            answer.map(|answer| answer.codes).map_err(sign_in_error)
        })
    }

    fn end_second_factor(&self, password: String, code: String) -> Asked<()> {
        asked(&self.0, |api| async move { api.end_second_factor(&EndSecondFactor { password, code }).await })
    }

    fn sessions(&self, whose: Whose) -> Asked<Vec<OpenSession>> {
        asked(&self.0, |api| async move { api.sessions(user_of(whose)).await.map(|answer| answer.sessions) })
    }

    fn end_session(&self, whose: Whose, session: Uuid) -> Asked<()> {
        asked(&self.0, |api| async move { api.end_session(user_of(whose), session).await })
    }

    fn end_sessions(&self, whose: Whose) -> Asked<()> {
        asked(&self.0, |api| async move { api.end_sessions(user_of(whose)).await })
    }

    fn sign_ins(&self, whose: Whose, before: Option<Uuid>) -> Asked<SignIns> {
        asked(&self.0, |api| async move { api.sign_ins(user_of(whose), before).await })
    }

    fn make_reset_code(&self, user: UserId) -> Asked<ResetCode> {
        asked(&self.0, |api| async move { api.make_reset_code(user.0).await })
    }

    fn lock(&self, user: UserId, reason: String) -> Asked<()> {
        asked(&self.0, |api| async move { api.lock(user.0, &LockRequest { reason }).await })
    }

    fn unlock(&self, user: UserId) -> Asked<()> {
        asked(&self.0, |api| async move { api.unlock(user.0).await })
    }

    fn take_second_factor(&self, user: UserId) -> Asked<()> {
        asked(&self.0, |api| async move { api.take_second_factor(user.0).await })
    }

    fn copy(&self, text: String) -> Later<bool> {
        Box::pin(async move { clipboard::copy(&text).await })
    }

    fn save(&self, name: &'static str, text: String) -> Later<bool> {
        Box::pin(async move {
            let kind = BlobPropertyBag::new();
            kind.set_type("text/plain");
            let parts = js_sys::Array::of1(&text.into());
            match Blob::new_with_str_sequence_and_options(&parts, &kind) {
                Ok(file) => save_file::save(&file, name).await,
                Err(_) => false,
            }
        })
    }
}

fn user_of(whose: Whose) -> Option<Uuid> {
    match whose {
        Whose::Mine => None,
        Whose::Of(user) => Some(user.0),
    }
}
