//! A `fetch` that answers by a script, in place of the browser's: answers that no real server gives on demand.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Request, Response, ResponseInit};

/// A call as it reached the script.
#[derive(Clone, Debug)]
pub struct Call {
    /// The path.
    pub path: String,
    /// The access token.
    pub token: String,
    /// The header that every call of the app carries.
    pub client: String,
}

/// What the script says to a call.
pub enum Say {
    /// A status, a media type, a body.
    This(u16, &'static str, String),
    /// The same, with a `Retry-After`.
    Wait(u16, &'static str, String),
    /// No way to the server.
    Unreachable,
    /// The head of an answer, and then silence until the call is given up.
    Silence,
}

/// The script is in place until this is dropped.
pub struct ScriptedServer {
    /// All calls so far.
    pub calls: Rc<RefCell<Vec<Call>>>,
    /// The bodies of all calls that had one and could be read by now.
    pub bodies: Rc<RefCell<Vec<String>>>,
    real: JsValue,
    _script: Closure<dyn FnMut(JsValue) -> Promise>,
}

impl ScriptedServer {
    /// Answers every call by `script` from now on.
    pub fn new(script: impl Fn(&Call) -> Say + 'static) -> Self {
        let calls = Rc::new(RefCell::new(Vec::new()));
        let (heard, bodies) = (calls.clone(), Rc::new(RefCell::new(Vec::new())));
        let noted = bodies.clone();
        let script = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |request: JsValue| {
            let call = read(&request);
            heard.borrow_mut().push(call.clone());
            note_body(&request, noted.clone());
            match script(&call) {
                Say::This(status, mime, body) => Promise::resolve(&response(status, mime, &body, None)),
                Say::Wait(status, mime, body) => Promise::resolve(&response(status, mime, &body, Some("7"))),
                Say::Unreachable => Promise::reject(&js_sys::TypeError::new("Failed to fetch")),
                Say::Silence => Promise::resolve(&silence(&request)),
            }
        });
        let global = js_sys::global();
        let real = Reflect::get(&global, &"fetch".into()).unwrap();
        Reflect::set(&global, &"fetch".into(), script.as_ref()).unwrap();
        Self { calls, bodies, real, _script: script }
    }

    /// How many calls went to `path`.
    pub fn count(&self, path: &str) -> usize {
        self.calls.borrow().iter().filter(|call| call.path == path).count()
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        drop(Reflect::set(&js_sys::global(), &"fetch".into(), &self.real));
    }
}

fn read(request: &JsValue) -> Call {
    let url = Reflect::get(request, &"url".into()).unwrap().as_string().unwrap();
    let headers = Reflect::get(request, &"headers".into()).unwrap();
    let get: Function = Reflect::get(&headers, &"get".into()).unwrap().dyn_into().unwrap();
    let header = |name: &str| get.call1(&headers, &name.into()).unwrap().as_string().unwrap_or_default();
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    Call {
        path: url.strip_prefix(&origin).unwrap().to_owned(),
        token: header("authorization").strip_prefix("Bearer ").unwrap_or_default().to_owned(),
        client: header("x-pem2-client"),
    }
}

/// Reads a copy of the body: the call itself stays as it is.
fn note_body(request: &JsValue, bodies: Rc<RefCell<Vec<String>>>) {
    let Ok(text) = request.unchecked_ref::<Request>().clone().and_then(|copy| copy.text()) else { return };
    spawn_local(async move {
        let text = JsFuture::from(text).await.ok().and_then(|text| text.as_string());
        bodies.borrow_mut().extend(text.filter(|body| !body.is_empty()));
    });
}

fn response(status: u16, mime: &str, body: &str, wait: Option<&str>) -> JsValue {
    let init = ResponseInit::new();
    init.set_status(status);
    let response = Response::new_with_opt_str_and_init(Some(body), &init).unwrap();
    response.headers().set("content-type", mime).unwrap();
    if let Some(seconds) = wait {
        response.headers().set("retry-after", seconds).unwrap();
    }
    response.into()
}

/// As a browser does it: the body fails when the call is given up, and not before.
fn silence(request: &JsValue) -> JsValue {
    let make = Function::new_with_args(
        "request",
        "return new Response(new ReadableStream({ start(body) {
            request.signal.addEventListener('abort', () => body.error(request.signal.reason));
        } }));",
    );
    make.call1(&JsValue::UNDEFINED, request).unwrap()
}
