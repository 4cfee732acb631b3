//! The one-time code of a new account: shown once, large enough to read across a van.

use leptos::prelude::*;

use crate::ui::{Button, ButtonKind, Glyph, Icon, LinkButton};
use crate::words::{t, t_with};

/// A new account.
#[derive(Clone, PartialEq)]
pub(super) struct Invited {
    /// Full name.
    pub name: String,
    /// User name.
    pub login: String,
    /// The code.
    pub code: String,
    /// Where the code goes by letter too.
    pub by_letter: Option<String>,
}

impl Invited {
    /// The code, and what to do with it. `made` is emptied for the next one.
    pub fn view(self, made: RwSignal<Option<Self>>) -> AnyView {
        let Self { name, login, code, by_letter } = self;
        let letter = match by_letter {
            Some(email) => t_with("invite.by_letter", &[("email", &email)]),
            None => t("invite.by_hand").to_owned(),
        };
        view! {
            <div class="coach">
                <div class="coach-card card" data-tone="ok">
                    <Icon glyph=Glyph::Key/>
                    <h2>{t_with("invite.done", &[("name", &name)])}</h2>
                    <p>{t_with("invite.login_is", &[("login", &login)])}</p>
                    <p class="big-number" data-testid="invite-code">{code}</p>
                    <p class="strong">{t("invite.once")}</p>
                    <p data-testid="invite-letter">{letter}</p>
                    <p class="quiet">{t("invite.copy_hint")}</p>
                </div>
                <Button
                    label=t("invite.another") icon=Glyph::UserAdd block=true on_press=move |()| made.set(None)
                    attr:data-testid="invite-another"
                />
                <LinkButton label=t("invite.finished") href="/people" kind=ButtonKind::Primary block=true/>
            </div>
        }
        .into_any()
    }
}
