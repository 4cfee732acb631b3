//! The focus stays with what it was on. The rows of a long list are written into, so that an element may show another
//! thing a moment later: a keyboard must not stand on it then.

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// So far, in rows, what has the focus is looked for when the list has changed. No more are drawn.
const NEAR: usize = 30;

/// A place in the list, and who stood there.
type Stand = (usize, Option<String>);

/// Watches one list. Copied into closures.
#[derive(Clone, Copy)]
pub struct SameRow {
    /// Who stands at a place: what a tap there would open.
    who: Callback<usize, Option<String>>,
    focused: RwSignal<Option<Stand>>,
}

impl SameRow {
    /// Watches the list in `find`, whose rows carry `data-place`.
    pub fn new(who: Callback<usize, Option<String>>, list: impl Fn() -> Option<Element> + Copy + 'static) -> Self {
        let same = Self { who, focused: RwSignal::new(None) };
        Effect::new(move |_| {
            let Some((place, Some(name))) = same.focused.get() else { return };
            if who.run(place).as_ref() != Some(&name) {
                // Once the page says what the list says.
                request_animation_frame(move || same.follow(list(), place, &name));
            }
        });
        same
    }

    /// A keyboard came to a row.
    pub fn on_focus(self, event: &FocusEvent) {
        self.focused.set(self.stand(event.target()));
    }

    /// It went on.
    pub fn on_blur(self) {
        self.focused.set(None);
    }

    fn stand(self, target: Option<leptos::web_sys::EventTarget>) -> Option<Stand> {
        let row = target?.dyn_into::<Element>().ok()?.closest("[data-place]").ok()??;
        let place = row.get_attribute("data-place")?.parse().ok()?;
        Some((place, untrack(|| self.who.run(place))))
    }

    /// Puts the focus where `name` stands now, near to where it stood; nowhere when it is not drawn any more.
    fn follow(self, list: Option<Element>, place: usize, name: &str) {
        let is_it = |at: &usize| untrack(|| self.who.try_run(*at)).flatten().as_deref() == Some(name);
        let now = (place.saturating_sub(NEAR)..=place + NEAR).find(is_it);
        let row = list
            .zip(now)
            .and_then(|(list, at)| list.query_selector(&format!("[data-place='{at}'] :is(a, button)")).ok());
        if let Some(link) = row.flatten().and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            // A row that is hidden takes no focus; nothing to mend then.
            let _ = link.focus();
        }
    }
}
