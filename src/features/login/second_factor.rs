//! The code that is asked for besides the password: of the authenticator, or a recovery code for the day on which that is
//! lost.

use leptos::wasm_bindgen::JsCast;
use leptos::{html, prelude::*, web_sys};
use protocol::error::ErrorCode;

use crate::state::ports::SignInError;
use crate::ui::{Button, ButtonKind, Glyph, TextField};
use crate::words::t;

/// What is typed, once the server has asked.
#[derive(Clone, Copy)]
pub struct SecondFactor {
    asked: RwSignal<bool>,
    code: RwSignal<String>,
}

impl SecondFactor {
    /// `asked`: the page asks by itself, without waiting for the server to do so.
    pub fn new(asked: bool) -> Self {
        Self { asked: RwSignal::new(asked), code: RwSignal::new(String::new()) }
    }

    /// Whether the form can be handed in, as far as this goes.
    pub fn is_complete(self) -> bool {
        !self.asked.get() || !self.code.read().trim().is_empty()
    }

    /// What to send; nothing before it was asked for.
    pub fn given(self) -> Option<String> {
        self.asked.get_untracked().then(|| self.code.read_untracked().trim().to_owned())
    }

    /// The server answered. Being asked for a code is no failure: the field says it. A code that was wrong is of no more
    /// use.
    pub fn heard(self, error: SignInError) -> Option<SignInError> {
        match error {
            SignInError::Code(ErrorCode::SecondFactorNeeded) => {
                self.asked.try_set(true);
                return None;
            }
            SignInError::Code(ErrorCode::BadSecondFactor) => drop(self.code.try_set(String::new())),
            _ => {}
        }
        Some(error)
    }
}

/// The field; nothing until it was asked for.
#[component]
pub fn SecondFactorField(
    /// What is typed.
    factor: SecondFactor,
    /// Takes the focus when it comes: somebody waits for it.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let recovery = RwSignal::new(false);
    let other = move |()| {
        factor.code.set(String::new());
        recovery.update(|recovery| *recovery = !*recovery);
    };
    // The keyboard with digits only has no letters for a recovery code.
    let field = move || {
        match recovery.get() {
        false => view! {
            <TextField
                label=t("second_factor.code") value=factor.code hint=t("second_factor.code_hint") name="code"
                autocomplete="one-time-code" inputmode="numeric" autocapitalize="none" enterkeyhint="go" maxlength=20
                required=true attr:data-testid="second-factor"
            />
        }
        .into_any(),
        true => view! {
            <TextField
                label=t("second_factor.recovery") value=factor.code hint=t("second_factor.recovery_hint") name="recovery"
                autocapitalize="characters" enterkeyhint="go" maxlength=20 required=true
                attr:data-testid="second-factor-recovery"
            />
        }
        .into_any(),
    }
    };
    let label =
        move || t(if recovery.get() { "second_factor.use_code" } else { "second_factor.use_recovery" }).to_owned();
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        recovery.track();
        if let Some(fields) = node.get().filter(|_| focus) {
            request_animation_frame(move || {
                let input = fields.query_selector("input").ok().flatten();
                if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
                    // A field that is gone already cannot take the focus; nothing to mend then.
                    let _ = input.focus();
                }
            });
        }
    });
    view! {
        <Show when=move || factor.asked.get()>
            <div class="stack-tight" node_ref=node>
                {field}
                <Button
                    label=Signal::derive(label) kind=ButtonKind::Ghost icon=Glyph::Key on_press=other
                    attr:data-testid="second-factor-other"
                />
            </div>
        </Show>
    }
    .into_any()
}
