//! Signing in and out.

use std::rc::Rc;

use protocol::account::{ForgotRequest, ResetRequest};
use protocol::auth::{InviteRequest, InviteResponse, LoginRequest, Session, SetUpRequest, Who};
use protocol::error::ErrorCode;
use sync::client::StoreError;

use crate::app::driver::Driver;
use crate::platform::http::{CallError, HttpApi};
use crate::platform::local_settings;
use crate::platform::tabs::News;
use crate::state::ports::{Account, Asked, Later, SignInError};

/// Where the phone keeps who is signed in. Nothing secret: the cookie is the browser's.
const WHO: &str = "who";

/// Signing in and out, through the driver.
pub struct AppAccount(pub Rc<Driver>);

/// Who was signed in when the app ran last.
pub fn remembered() -> Option<Who> {
    serde_json::from_str(&local_settings::get(WHO)?).ok()
}

async fn enter(driver: Rc<Driver>, answer: Result<Session, CallError>) -> Result<(), SignInError> {
    let session = answer.map_err(sign_in_error)?;
    let who = session.who;
    local_settings::set(WHO, &serde_json::to_string(&who).unwrap_or_default());
    let same = driver.desk.with_client(|client| client.user() == who.user).unwrap_or(false);
    if !same {
        driver.change_to(&who).await.map_err(store_error)?;
        driver.tell(News::Account);
    } else {
        driver.tell(News::SignedIn);
    }
    driver.signed_in(who.role);
    Ok(())
}

/// Asks, and puts what went wrong into the words of the ports.
pub(super) fn asked<T, F>(driver: &Rc<Driver>, ask: impl FnOnce(HttpApi) -> F) -> Asked<T>
where
    F: Future<Output = Result<T, CallError>> + 'static,
{
    let answer = ask(driver.api.clone());
    Box::pin(async move { answer.await.map_err(sign_in_error) })
}

pub(super) fn sign_in_error(error: CallError) -> SignInError {
    match error {
        CallError::Offline => SignInError::Offline,
        CallError::Refused(refused) if refused.code == ErrorCode::TooMany => {
            SignInError::Wait((refused.wait_ms / 1000) as u32)
        }
        CallError::Refused(refused) => SignInError::Code(refused.code),
    }
}

/// A phone whose storage cannot be opened cannot keep work safe: better said before the work than after.
fn store_error(_: StoreError) -> SignInError {
    SignInError::Code(ErrorCode::Unavailable)
}

fn device_name() -> String {
    let agent = web_sys::window().and_then(|w| w.navigator().user_agent().ok()).unwrap_or_default();
    agent.chars().take(120).collect()
}

impl Account for AppAccount {
    fn sign_in(&self, login: String, password: String, second_factor: Option<String>) -> Asked<()> {
        let driver = self.0.clone();
        Box::pin(async move {
            let (device, device_name) = (Driver::device(), device_name());
            let request = LoginRequest { login, password, device, device_name, second_factor };
            let answer = driver.api.login(&request).await;
            enter(driver, answer).await
        })
    }

    fn set_up(&self, login: String, code: String, password: String) -> Asked<()> {
        let driver = self.0.clone();
        Box::pin(async move {
            let request = SetUpRequest { login, code, password, device: Driver::device(), device_name: device_name() };
            let answer = driver.api.set_up(&request).await;
            enter(driver, answer).await
        })
    }

    fn forgot(&self, login: String) -> Asked<()> {
        let driver = self.0.clone();
        Box::pin(async move { driver.api.forgot(&ForgotRequest { login }).await.map_err(sign_in_error) })
    }

    fn reset(&self, login: String, code: String, password: String, second_factor: Option<String>) -> Asked<()> {
        let driver = self.0.clone();
        Box::pin(async move {
            let (device, device_name) = (Driver::device(), device_name());
            let request = ResetRequest { login, code, password, device, device_name, second_factor };
            let answer = driver.api.reset(&request).await;
            enter(driver, answer).await
        })
    }

    fn sign_out(&self) -> Later<()> {
        let driver = self.0.clone();
        Box::pin(async move {
            driver.api.logout().await;
            local_settings::set(WHO, "");
            driver.close().await;
            driver.tell(News::Account);
        })
    }

    fn invite(&self, request: InviteRequest) -> Asked<InviteResponse> {
        let driver = self.0.clone();
        Box::pin(async move {
            let answer = driver.api.invite(&request).await.map_err(sign_in_error);
            driver.retry_now();
            answer
        })
    }

    fn who(&self) -> Option<Who> {
        remembered()
    }
}
