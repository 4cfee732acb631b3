//! Signing in and out.

use serde_json::json;

use super::App;
use crate::people::Person;
use crate::{Failure, Server};

impl App {
    /// Signs in, and waits until everything is on the phone.
    pub async fn sign_in(&self, person: Person) -> Result<(), Failure> {
        self.try_to_sign_in(person.login, person.password).await?;
        self.wait_until_ready().await
    }

    /// Fills the form in and hands it in.
    pub async fn try_to_sign_in(&self, login: &str, password: &str) -> Result<(), Failure> {
        self.write("login-name", login).await?;
        self.write("login-password", password).await?;
        self.tap("login-submit").await
    }

    /// Waits until the app says that it has everything, and the service worker has the app.
    pub async fn wait_until_ready(&self) -> Result<(), Failure> {
        self.wait_for_chip("All sent").await?;
        self.wait_until_kept().await
    }

    /// Waits until the app itself is on the phone: from then on it starts without a network.
    pub async fn wait_until_kept(&self) -> Result<(), Failure> {
        let script = "return navigator.serviceWorker?.controller?.state === 'activated'";
        self.wait("the service worker", async || Ok(self.browser.run::<bool>(script).await?.then_some(()))).await
    }

    /// Signs in again where a sign-in is over, as the banner asks.
    pub async fn sign_in_again(&self, person: Person) -> Result<(), Failure> {
        self.tap_css("a[href='/login?again=1']").await?;
        self.write("login-password", person.password).await?;
        self.tap("login-submit").await?;
        self.wait_until_gone("login-password").await
    }

    /// Takes the sign-in away, as some phones do after a week without a visit.
    pub async fn forget_sign_in(&self) -> Result<(), Failure> {
        // Only pages below its path see the cookie.
        self.visit("/auth/none").await?;
        self.browser.driver.delete_all_cookies().await?;
        Ok(())
    }

    /// Takes the app's files away, from every cache. Who is signed in, and their work, stay. Chromium only.
    pub async fn forget_the_app(&self, server: &Server) -> Result<(), Failure> {
        self.browser.driver.goto("about:blank").await?;
        let cdp = self.browser.driver.cdp();
        let what = json!({ "origin": server.address(), "storageTypes": "service_workers,cache_storage" });
        cdp.send_raw("Storage.clearDataForOrigin", what).await?;
        cdp.send_raw("Network.clearBrowserCache", ()).await?;
        Ok(())
    }

    /// Waits until this build runs.
    pub async fn wait_for_build(&self, build: &str) -> Result<(), Failure> {
        let script = "return document.querySelector('meta[name=build]')?.content ?? ''";
        let what = format!("build {build}");
        self.wait(&what, async || Ok((self.browser.run::<String>(script).await? == build).then_some(()))).await
    }
}
