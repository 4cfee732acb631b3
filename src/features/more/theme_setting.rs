//! How the app looks: as the phone says, or light, dark, or for bright sun.

use leptos::prelude::*;

use crate::state::PortsHandle;
use crate::ui::{Choice, Segmented};
use crate::words::t;

/// The choice of looks. It shows at once.
#[component]
pub(super) fn ThemeSetting() -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let theme = RwSignal::new(ports.0.with_value(|ports| ports.phone.theme()));
    Effect::watch(
        move || theme.get(),
        move |theme, _, _| ports.0.with_value(|ports| ports.phone.set_theme(theme)),
        false,
    );
    let choices = Signal::stored(vec![
        Choice::new("system", t("settings.theme.system")),
        Choice::new("light", t("settings.theme.light")),
        Choice::new("dark", t("settings.theme.dark")),
        Choice::new("sunlight", t("settings.theme.sunlight")),
    ]);
    view! { <Segmented label=t("settings.theme") value=theme choices attr:data-testid="settings-theme"/> }
}
