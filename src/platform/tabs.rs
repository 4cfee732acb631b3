//! Several tabs of one app: one of them sends, and all of them hear of changes.

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::listener::Listener;

/// What a tab tells the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It wrote to the vault.
    Vault,
    /// It wrote to the cache.
    Cache,
    /// It signed in or out.
    Account,
    /// It signed the same person in again: whoever sends may go on.
    SignedIn,
    /// It is in front, and has a reason to try: whoever sends, may be behind.
    Up,
    /// It is in front, and time passed.
    Tick,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Vault => "vault",
            Self::Cache => "cache",
            Self::Account => "account",
            Self::SignedIn => "signed-in",
            Self::Up => "up",
            Self::Tick => "tick",
        }
    }

    fn read(word: &str) -> Option<Self> {
        let all = [Self::Vault, Self::Cache, Self::Account, Self::SignedIn, Self::Up, Self::Tick];
        all.into_iter().find(|n| n.word() == word)
    }
}

/// The line between the tabs.
pub struct Tabs {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl Tabs {
    /// Listens to the other tabs of this app.
    pub fn open(heard: impl Fn(News) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new("pem2").ok()?;
        let listener = Listener::new(&channel, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().and_then(|m| m.data().as_string());
            if let Some(news) = data.as_deref().and_then(News::read) {
                heard(news);
            }
        });
        Some(Self { channel, _listener: listener })
    }

    /// Tells the other tabs.
    pub fn tell(&self, news: News) {
        drop(self.channel.post_message(&JsValue::from_str(news.word())));
    }
}

/// Waits for its turn to be the one tab that sends, then calls `ours` and keeps the turn until the tab closes. Asked
/// for in the page, never in a worker: Safari leaks locks of workers. Where there are no locks every tab sends, which
/// costs requests and nothing else: an edit sent twice is done once.
pub fn take_the_lead(name: &str, ours: impl FnOnce() + 'static) {
    let locks = web_sys::window().map(|w| w.navigator()).and_then(|n| js_sys::Reflect::get(&n, &"locks".into()).ok());
    let Some(locks) = locks.filter(|l| l.is_object()) else { return ours() };
    let granted = Closure::once_into_js(move |_: JsValue| -> Promise {
        ours();
        // Held for the life of the tab: this promise never settles.
        Promise::new(&mut |_, _| {})
    });
    let request = js_sys::Reflect::get(&locks, &"request".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    if let Some(request) = request {
        drop(request.call2(&locks, &JsValue::from_str(name), &granted));
    }
}
