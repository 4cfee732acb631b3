//! What to do, by what the browser offers.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::iphone_pictures::{home_screen, share_button, share_sheet};
use crate::state::PortsHandle;
use crate::state::ports::Install;
use crate::ui::{Button, ButtonKind, Glyph, Icon};
use crate::words::t;

/// The steps for this phone.
#[component]
pub(super) fn InstallSteps() -> impl IntoView {
    let ports = expect_context::<PortsHandle>().0;
    let install = RwSignal::new(ports.with_value(|ports| ports.phone.install()));
    let prompt = Callback::new(move |()| {
        let answer = ports.with_value(|ports| ports.phone.prompt_install());
        spawn_local(async move {
            if answer.await {
                install.try_set(Install::Installed);
            }
        });
    });
    move || match install.get() {
        Install::Installed => view! {
            <Icon glyph=Glyph::CheckCircle/>
            <h2>{t("install.done")}</h2>
            <p>{t("install.done_text")}</p>
        }
        .into_any(),
        Install::Prompt => view! {
            <Icon glyph=Glyph::Smartphone/>
            <h2>{t("install.heading")}</h2>
            <p>{t("install.why")}</p>
            <Button
                label=t("install.button") kind=ButtonKind::Primary icon=Glyph::Download block=true on_press=prompt
                attr:data-testid="install-prompt"
            />
        }
        .into_any(),
        Install::IPhone => view! {
            <Icon glyph=Glyph::Smartphone/>
            <h2>{t("install.heading")}</h2>
            <p>{t("install.why")}</p>
            <ol class="coach-steps">
                {step(t("install.iphone_share"), share_button())}
                {step(t("install.iphone_add"), share_sheet())}
                {step(t("install.iphone_open"), home_screen())}
            </ol>
        }
        .into_any(),
        Install::Menu => view! {
            <Icon glyph=Glyph::Smartphone/>
            <h2>{t("install.heading")}</h2>
            <p>{t("install.why")}</p>
            <ol class="coach-steps">
                <li>{t("install.menu_open")}<Icon glyph=Glyph::Overflow/></li>
                <li>{t("install.menu_choose")}<Icon glyph=Glyph::SquarePlus/></li>
            </ol>
        }
        .into_any(),
    }
}

/// A step with its picture below the words.
fn step(words: &'static str, picture: AnyView) -> AnyView {
    view! { <li><div class="stack grow"><span>{words}</span>{picture}</div></li> }.into_any()
}
