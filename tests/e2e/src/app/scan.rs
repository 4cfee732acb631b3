//! The Scan tab.

use serde_json::json;

use super::App;
use crate::Failure;

const PRETEND: &str = "
    const picture = await createImageBitmap(new Blob([Uint8Array.from(input.jpeg)], { type: 'image/jpeg' }));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [picture.width, picture.height];
    const context = canvas.getContext('2d');
    const draw = () => { context.drawImage(picture, 0, 0); requestAnimationFrame(draw); };
    draw();
    if (!navigator.mediaDevices) {
        Object.defineProperty(navigator, 'mediaDevices', { value: { enumerateDevices: async () => [] } });
    }
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
    return true;";

const ABLE: &str = "
    const { prototype } = MediaStreamTrack;
    const { getCapabilities, getSettings } = prototype;
    window.askedOfCamera = [];
    prototype.getCapabilities = function () {
        return { ...getCapabilities.call(this), torch: true, zoom: { min: 1, max: 5, step: 0.5 } };
    };
    prototype.getSettings = function () { return { ...getSettings.call(this), zoom: 1 }; };
    prototype.applyConstraints = async ({ advanced }) => { window.askedOfCamera.push(...advanced); };
    return true;";

const BREAK: &str = "
    const devices = navigator.mediaDevices;
    devices.getUserMedia = async () => { throw new DOMException('', input); };
    return true;";

impl App {
    /// Types a code in place of scanning it.
    pub async fn look_up(&self, code: &str) -> Result<(), Failure> {
        self.tap("scan-type").await?;
        self.write("scan-code", code).await?;
        self.tap("scan-submit").await
    }

    /// Says what scanning is for. A code that was seen before that has its sheet closed.
    pub async fn scan_for(&self, purpose: &str) -> Result<(), Failure> {
        self.choose("scan-purpose", purpose).await?;
        if self.count("item-name").await? > 0 {
            self.tap("sheet-close").await?;
        }
        Ok(())
    }

    /// Puts a picture in the place of the camera, as a stream. Works in every engine.
    pub async fn pretend_camera(&self, jpeg: &[u8]) -> Result<(), Failure> {
        self.run_async::<bool>(PRETEND, json!({ "jpeg": jpeg })).await?;
        Ok(())
    }

    /// Gives cameras a light and a zoom, as phones have them, from their next opening on.
    pub async fn pretend_light_and_zoom(&self) -> Result<(), Failure> {
        self.run_async::<bool>(ABLE, json!(null)).await.map(drop)
    }

    /// Waits until this was asked of such a camera, and forgets what was.
    pub async fn wait_for_asked_of_camera(&self, what: &str) -> Result<(), Failure> {
        let asked = "return JSON.stringify(window.askedOfCamera)";
        self.wait(what, async || Ok(self.browser.run::<String>(asked).await?.contains(what).then_some(()))).await?;
        self.browser.run::<bool>("window.askedOfCamera.length = 0; return true").await.map(drop)
    }

    /// Lets the camera fail with an error of this name, as browsers name it; an empty name takes it away.
    pub async fn break_camera(&self, name: &str) -> Result<(), Failure> {
        self.run_async::<bool>(BREAK, json!(name)).await?;
        Ok(())
    }
}
