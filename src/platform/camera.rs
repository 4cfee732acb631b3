//! The camera as a stream into a `<video>`: the back one first, light and other cameras where there are any.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, HtmlVideoElement, MediaDeviceInfo, MediaDeviceKind, MediaDevices, MediaStream, MediaStreamTrack,
};

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraError {
    /// The person or the system said no.
    Denied,
    /// There is no camera.
    Missing,
    /// Another app has it.
    Busy,
    /// The page is not served safely.
    Insecure,
    /// Anything else.
    Other,
}

/// How near a camera can come: least, most, the smallest change, and as it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoomRange {
    /// Farthest.
    pub least: f64,
    /// Nearest.
    pub most: f64,
    /// The smallest change.
    pub step: f64,
    /// As it stands.
    pub now: f64,
}

/// An open camera. Dropped, it lets go.
pub struct Camera {
    stream: MediaStream,
    track: MediaStreamTrack,
    video: HtmlVideoElement,
}

fn devices() -> Result<MediaDevices, CameraError> {
    let navigator = web_sys::window().ok_or(CameraError::Other)?.navigator();
    navigator.media_devices().map_err(|_| CameraError::Insecure).and_then(|d| {
        // Without HTTPS the property is there and empty.
        if d.is_undefined() { Err(CameraError::Insecure) } else { Ok(d) }
    })
}

/// Opens the camera with this identifier, or the back one, into `video`.
pub async fn open(video: &HtmlVideoElement, device: Option<&str>) -> Result<Camera, CameraError> {
    let constraints = Object::new();
    let wanted = Object::new();
    let set = |target: &Object, key: &str, value: &JsValue| drop(Reflect::set(target, &JsValue::from_str(key), value));
    let ideal = |value: JsValue| {
        let ideal = Object::new();
        set(&ideal, "ideal", &value);
        ideal
    };
    match device {
        Some(id) => set(&wanted, "deviceId", &ideal(id.into())),
        None => set(&wanted, "facingMode", &ideal("environment".into())),
    }
    set(&wanted, "width", &ideal(1280.into()));
    set(&wanted, "height", &ideal(720.into()));
    set(&constraints, "video", &wanted);
    set(&constraints, "audio", &JsValue::FALSE);
    let devices = devices()?;
    let function: Function = Reflect::get(&devices, &"getUserMedia".into())
        .ok()
        .and_then(|f| f.dyn_into().ok())
        .ok_or(CameraError::Insecure)?;
    // Resolved, not cast: a browser's extension may stand in between with a promise of its own.
    let asked = Promise::resolve(&function.call1(&devices, &constraints).map_err(|e| named(&e))?);
    let stream: MediaStream =
        JsFuture::from(asked).await.map_err(|e| named(&e))?.dyn_into().map_err(|_| CameraError::Other)?;
    let track: MediaStreamTrack = stream.get_video_tracks().get(0).dyn_into().map_err(|_| CameraError::Missing)?;
    video.set_muted(true);
    video.set_src_object(Some(&stream));
    let camera = Camera { stream, track, video: video.clone() };
    if let Ok(playing) = video.play() {
        // An aborted play is a page that was left meanwhile; the stream is let go by the drop.
        JsFuture::from(playing).await.map_err(|_| CameraError::Other)?;
    }
    Ok(camera)
}

/// Identifiers of all cameras.
pub async fn list() -> Vec<String> {
    let Some(asked) = devices().ok().and_then(|d| d.enumerate_devices().ok()) else { return Vec::new() };
    let Ok(found) = JsFuture::from(asked).await else { return Vec::new() };
    let found = Array::from(&found);
    let cameras = found.iter().filter_map(|d| d.dyn_into::<MediaDeviceInfo>().ok());
    cameras.filter(|d| d.kind() == MediaDeviceKind::Videoinput).map(|d| d.device_id()).collect()
}

impl Camera {
    /// The identifier of this camera.
    pub fn id(&self) -> Option<String> {
        let settings: JsValue = self.call("getSettings")?;
        Reflect::get(&settings, &"deviceId".into()).ok()?.as_string()
    }

    /// Whether it has a light.
    pub fn has_torch(&self) -> bool {
        let torch = self.call("getCapabilities").and_then(|c| Reflect::get(&c, &"torch".into()).ok());
        torch.is_some_and(|t| t.is_truthy())
    }

    /// How near it can come; `None` where it cannot, or does not say.
    pub fn zoom_range(&self) -> Option<ZoomRange> {
        let number = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_f64();
        let range = Reflect::get(&self.call("getCapabilities")?, &"zoom".into()).ok()?;
        let (least, most) = (number(&range, "min")?, number(&range, "max")?);
        let step = number(&range, "step").filter(|step| *step > 0.0).unwrap_or(0.1);
        let now = number(&self.call("getSettings")?, "zoom").unwrap_or(least);
        (most > least).then_some(ZoomRange { least, most, step, now })
    }

    /// Comes nearer or goes back; whether it obeyed.
    pub async fn zoom(&self, to: f64) -> bool {
        self.apply("zoom", &to.into()).await
    }

    /// Switches the light; whether it obeyed.
    pub async fn torch(&self, on: bool) -> bool {
        self.apply("torch", &on.into()).await
    }

    async fn apply(&self, name: &str, value: &JsValue) -> bool {
        let set = Object::new();
        let constraints = Object::new();
        drop(Reflect::set(&set, &name.into(), value));
        drop(Reflect::set(&constraints, &"advanced".into(), &Array::of1(&set)));
        let apply =
            Reflect::get(&self.track, &"applyConstraints".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
        let Some(asked) = apply.and_then(|f| f.call1(&self.track, &constraints).ok()) else { return false };
        match asked.dyn_into::<Promise>() {
            Ok(asked) => JsFuture::from(asked).await.is_ok(),
            Err(_) => false,
        }
    }

    /// Whether the system took the picture away: a call came, the app slept, iOS shows black.
    pub fn is_gone(&self) -> bool {
        let ended = Reflect::get(&self.track, &"readyState".into()).ok().and_then(|s| s.as_string()).as_deref()
            == Some("ended");
        ended || self.track.muted()
    }

    /// Whether there is a picture to read.
    pub fn has_picture(&self) -> bool {
        self.video.ready_state() >= 2 && self.video.video_width() > 0
    }

    /// Lets a picture that was held run on.
    pub fn run_on(&self) {
        // It fails only where the page is being left.
        drop(self.video.play());
    }

    /// Where the picture is shown.
    pub fn video(&self) -> &HtmlVideoElement {
        &self.video
    }

    fn call(&self, method: &str) -> Option<JsValue> {
        let function: Function = Reflect::get(&self.track, &JsValue::from_str(method)).ok()?.dyn_into().ok()?;
        function.call0(&self.track).ok()
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.get_tracks().iter().filter_map(|t| t.dyn_into::<MediaStreamTrack>().ok()) {
            track.stop();
        }
        self.video.set_src_object(None);
    }
}

fn named(error: &JsValue) -> CameraError {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("NotAllowedError" | "SecurityError") => CameraError::Denied,
        Some("NotFoundError" | "OverconstrainedError") => CameraError::Missing,
        Some("NotReadableError" | "AbortError") => CameraError::Busy,
        _ => CameraError::Other,
    }
}
