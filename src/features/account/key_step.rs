//! The secret for the authenticator, as a link, as a picture to scan and as text; and the first code of it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use protocol::account::NewSecondFactor;

use super::asking::Asking;
use super::one_time::CopyButton;
use super::problem::AccountProblem;
use super::qr_code::QrPicture;
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, FormActions, Glyph, LinkButton, SectionHeader, TextField};
use crate::words::t;

/// The secret in three forms, and the field for the code.
#[component]
pub(super) fn KeyStep(
    /// The secret.
    begun: NewSecondFactor,
    /// The code was right: the recovery codes.
    on_codes: Callback<Vec<String>>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let (code, asking) = (RwSignal::new(String::new()), Asking::new());
    let NewSecondFactor { secret, url } = begun;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if code.read_untracked().trim().is_empty() {
            return;
        }
        let typed = code.get_untracked().trim().to_owned();
        let answer = ports.0.with_value(|ports| ports.account.confirm_second_factor(typed));
        asking.ask(answer, move |codes| on_codes.run(codes));
    };
    view! {
        <SectionHeader title=t("second_factor.step_key")/>
        <div class="card stack">
            <p>{t("second_factor.key_text")}</p>
            <LinkButton
                label=t("second_factor.open_app") href=url.clone() icon=Glyph::Smartphone attr:data-testid="factor-link"
            />
            <p>{t("second_factor.key_scan")}</p>
            <QrPicture text=url label=t("second_factor.qr")/>
            <p class="quiet small">{t("second_factor.key_by_hand")}</p>
            <p class="key-groups" data-testid="factor-secret">{groups(&secret).map(|group| view! { <span>{group}</span> }).collect_view()}</p>
            <CopyButton text=secret/>
        </div>
        <SectionHeader title=t("second_factor.step_code")/>
        <form class="form" on:submit=submit>
            <TextField
                label=t("second_factor.code") value=code hint=t("second_factor.six_digits") name="code"
                autocomplete="one-time-code" inputmode="numeric" enterkeyhint="go" maxlength=20 required=true
                attr:data-testid="factor-code"
            />
            <AccountProblem error=asking.error()/>
            <FormActions>
                <Button
                    label=t("second_factor.confirm") kind=ButtonKind::Primary block=true submit=true busy=asking.busy()
                    disabled=Signal::derive(move || code.read().trim().is_empty()) attr:data-testid="factor-confirm"
                />
            </FormActions>
        </form>
    }
    .into_any()
}

/// Four letters at a time, as far as an eye goes.
fn groups(secret: &str) -> impl Iterator<Item = String> + use<> {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect()).collect::<Vec<String>>().into_iter()
}
