//! Settings: of this phone, and of the company.

use leptos::prelude::*;

use super::company_settings::CompanySettings;
use super::storage_card::StorageCard;
use super::theme_setting::ThemeSetting;
use crate::features::frame::Frame;
use crate::state::PortsHandle;
use crate::state::ports::{Beep, PHOTOS_LINE, SOUNDS, WIFI};
use crate::ui::{Glyph, Icon, ListRow, SectionHeader, Switch};
use crate::words::{t, t_with};

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let sounds = RwSignal::new(ports.0.with_value(|ports| ports.phone.setting(SOUNDS)).as_deref() != Some("off"));
    let set_sounds = move |on: bool| {
        sounds.set(on);
        ports.0.with_value(|ports| {
            ports.phone.set_setting(SOUNDS, if on { "on" } else { "off" });
            // Heard at once, or not: no doubt which way the switch stands.
            ports.phone.beep(Beep::Known);
        });
    };
    let wifi = RwSignal::new(ports.0.with_value(|ports| ports.phone.setting(PHOTOS_LINE)).as_deref() == Some(WIFI));
    let set_wifi = move |on: bool| {
        wifi.set(on);
        ports.0.with_value(|ports| {
            ports.phone.set_setting(PHOTOS_LINE, if on { WIFI } else { "" });
            ports.work.kick();
        });
    };
    let wifi_text = match ports.0.with_value(|ports| ports.phone.tells_line()) {
        true => t("settings.wifi_text"),
        false => t("settings.wifi_by_hand"),
    };
    view! {
        <Frame title=t("settings.title") back="/more">
            <div class="list">
                <ListRow
                    title=t("account.title") text=t("settings.security_text") href="/settings/security"
                    leading=view! { <Icon glyph=Glyph::Shield/> }.into_any() attr:data-testid="settings-security"
                />
            </div>
            <SectionHeader title=t("settings.theme")/>
            <ThemeSetting/>
            <SectionHeader title=t("settings.scanning")/>
            <div class="list">
                <Switch
                    label=t("settings.sounds") text=t("settings.sounds_text") checked=sounds on_change=set_sounds
                    attr:data-testid="settings-sounds"
                />
            </div>
            <SectionHeader title=t("settings.photos")/>
            <div class="list">
                <Switch
                    label=t("settings.wifi") text=wifi_text checked=wifi on_change=set_wifi
                    attr:data-testid="settings-wifi"
                />
            </div>
            <CompanySettings/>
            <SectionHeader title=t("storage.title")/>
            <StorageCard/>
            <p class="quiet small">{t_with("settings.version", &[("version", env!("CARGO_PKG_VERSION"))])}</p>
        </Frame>
    }
}
