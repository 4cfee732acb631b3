//! Pictures of every screen, for people to look at. Made only where `PEM2_SCREENS` says.

use std::path::PathBuf;

use serde_json::json;

use crate::{App, Engine, Failure};

/// The two looks.
pub const LOOKS: [&str; 2] = ["light", "dark"];

/// The folder for pictures, when they are wanted.
pub fn folder() -> Option<PathBuf> {
    std::env::var_os("PEM2_SCREENS").map(PathBuf::from)
}

impl App {
    /// Makes the phone prefer one of the looks. Chromium only.
    pub async fn prefer(&self, look: &str) -> Result<(), Failure> {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": look }] });
        self.browser.driver.cdp().send_raw("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }

    /// Makes the window as wide as on a desk. Chromium only.
    pub async fn widen(&self) -> Result<(), Failure> {
        let desk = json!({ "width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        self.browser.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", desk).await?;
        Ok(())
    }

    /// Takes `name-look.png` in both looks, when pictures are wanted.
    pub async fn shoot(&self, name: &str) -> Result<(), Failure> {
        let Some(folder) = folder() else { return Ok(()) };
        std::fs::create_dir_all(&folder)?;
        for look in LOOKS {
            self.prefer(look).await?;
            self.wait_until_still().await?;
            let picture = self.browser.driver.screenshot_as_png().await?;
            std::fs::write(folder.join(format!("{name}-{look}.png")), picture)?;
        }
        Ok(())
    }

    /// The same of the part of the page that begins with `selector`, and once more in large type; where the engine can.
    pub async fn shoot_from(&self, selector: &str, name: &str) -> Result<(), Failure> {
        if self.browser.engine != Engine::Chromium {
            return Ok(());
        }
        self.show(selector).await?;
        self.shoot(name).await?;
        self.fits_in_large_type(name).await
    }

    /// With text of twice the size nothing runs out of the page at its side.
    pub async fn fits_in_large_type(&self, name: &str) -> Result<(), Failure> {
        let wider = "document.documentElement.style.fontSize = '200%'; await nextTurn();
            return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let over: i64 = self.run_async(wider, json!(null)).await?;
        self.shoot(&format!("{name}-large")).await?;
        let _: bool = self.browser.run("document.documentElement.style.fontSize = ''; return true").await?;
        if over == 0 { Ok(()) } else { Err(Failure::said(format!("{name} runs {over} px out of the page"))) }
    }

    /// Waits until nothing moves and no picture is missing.
    async fn wait_until_still(&self) -> Result<(), Failure> {
        let script = "return document.getAnimations().every((a) => a.effect?.getComputedTiming().iterations === Infinity \
                      || a.playState !== 'running') && !document.querySelector('.photo-looking') \
                      && [...document.images].every((image) => image.complete)";
        self.wait("the page to stand still", async || Ok(self.browser.run::<bool>(script).await?.then_some(()))).await
    }
}
