//! Ten codes for the day on which the authenticator is lost, shown once.

use leptos::prelude::*;

use super::one_time::{CopyButton, SaveButton};
use crate::state::use_desk;
use crate::ui::{Button, ButtonKind, FormActions, Glyph, Icon};
use crate::words::{t, t_with};

/// Name of the file in which they are saved.
const FILE: &str = "pem2-recovery-codes.txt";

/// The codes, and the ways to keep them.
#[component]
pub(super) fn RecoveryCodes(
    /// They.
    codes: Vec<String>,
    /// The person has them.
    on_done: Callback<()>,
) -> impl IntoView {
    let who = untrack(|| use_desk().who());
    let name = who.map(|who| format!("{} ({})", who.name, who.login)).unwrap_or_default();
    let file = format!("{}\n\n{}\n", t_with("second_factor.codes_of", &[("name", &name)]), codes.join("\n"));
    view! {
        <div class="card stack" data-tone="ok">
            <p class="note-line strong" role="status"><Icon glyph=Glyph::Shield/><span>{t("second_factor.now_on")}</span></p>
            <p>{t("second_factor.codes_text")}</p>
            <ul class="code-grid">
                {codes.iter().map(|code| view! { <li data-testid="recovery-code">{code.clone()}</li> }).collect_view()}
            </ul>
            <p class="strong">{t("second_factor.codes_once")}</p>
            <div class="grid-2"><CopyButton text=codes.join("\n")/><SaveButton name=FILE text=file/></div>
        </div>
        <FormActions>
            <Button
                label=t("second_factor.codes_kept") kind=ButtonKind::Primary block=true on_press=on_done
                attr:data-testid="recovery-done"
            />
        </FormActions>
    }
    .into_any()
}
