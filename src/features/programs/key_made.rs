//! Something secret that is shown once: large, to copy, with what to do with it.

use leptos::prelude::*;

use crate::features::account::CopyButton;
use crate::ui::{ButtonKind, FormActions, Glyph, Icon, LinkButton};
use crate::words::t;

/// The secret, and the way on once it was copied.
#[component]
pub fn ShownOnce(
    /// What was made.
    #[prop(into)]
    title: String,
    /// The secret.
    secret: String,
    /// What it is for.
    text: &'static str,
    /// Where to go on.
    done: &'static str,
) -> impl IntoView {
    view! {
        <div class="card stack" data-tone="ok">
            <p class="note-line strong" role="status"><Icon glyph=Glyph::CheckCircle/><span>{title}</span></p>
            <p>{text}</p>
            <p class="secret" data-testid="shown-once">{secret.clone()}</p>
            <p class="strong">{t("programs.once")}</p>
            <CopyButton text=secret/>
        </div>
        <FormActions>
            <LinkButton
                label=t("programs.kept") href=done kind=ButtonKind::Primary block=true attr:data-testid="shown-once-done"
            />
        </FormActions>
    }
    .into_any()
}
