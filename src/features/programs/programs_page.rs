//! The page about keys of other programs.

use leptos::prelude::*;
use protocol::paths;

use super::key_list::KeyList;
use crate::features::frame::Frame;
use crate::state::permission::is_admin;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, Drawing, EmptyState, FormActions, Glyph, LinkButton};
use crate::words::t;

/// What they are for, the list, and the way to a new one.
#[component]
pub fn ProgramsPage() -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let admin = Memo::new(move |_| is_admin(desk));
    // The server's own page, not one of the app's: the router would take a link for its own.
    let read = move |()| ports.0.with_value(|ports| ports.phone.open(paths::API_DOCS));
    view! {
        <Frame title=t("programs.title") back="/settings">
            {move || match admin.get() {
                false => view! { <EmptyState drawing=Drawing::Unplugged text=t("settings.admins_only")/> }.into_any(),
                true => view! {
                    <p>{t("programs.what")}</p>
                    <Button
                        label=t("programs.docs") icon=Glyph::Note block=true on_press=read attr:data-testid="programs-docs"
                    />
                    <KeyList/>
                    <FormActions>
                        <LinkButton
                            label=t("programs.new") href="/settings/programs/new" kind=ButtonKind::Primary icon=Glyph::Key
                            block=true attr:data-testid="key-new"
                        />
                    </FormActions>
                }
                .into_any(),
            }}
        </Frame>
    }
}
