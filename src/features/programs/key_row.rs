//! One key: what it is for, what it may do, who made it, when it was used.

use domain::{Entity, Key};
use leptos::prelude::*;
use protocol::owner::ApiTokenInfo;

use super::scope_words::scopes_in_short;
use crate::features::sync_center::{age, row_name};
use crate::state::{Desk, PortsHandle};
use crate::ui::{Button, ButtonKind, Chip, Glyph, Icon, ListRow};
use crate::words::{t, t_with};

/// The row. `on_revoke` asks whether to revoke it.
pub(super) fn key_row(
    desk: Desk,
    ports: PortsHandle,
    key: ApiTokenInfo,
    now: Signal<i64>,
    on_revoke: Callback<ApiTokenInfo>,
) -> AnyView {
    let (title, name) = (key.name.clone(), key.name.clone());
    let scopes = scopes_in_short(&key.scopes);
    let date = ports.0.with_value(|ports| ports.phone.date(key.made_at));
    let by = row_name(desk, Key::new(Entity::User, key.made_by.0)).unwrap_or_default();
    let made = t_with("programs.made", &[("date", &date), ("name", &by)]);
    let used_at = key.last_used_at;
    let used = Signal::derive(move || match used_at {
        Some(at) => t_with("programs.used", &[("age", &age(now.get(), at))]),
        None => t("programs.never_used").to_owned(),
    });
    let trailing = match key.revoked_at {
        Some(_) => view! { <Chip label=t("programs.revoked") icon=Glyph::Close/> }.into_any(),
        None => view! {
            <Button
                label=t("programs.revoke") kind=ButtonKind::Ghost on_press=move |()| on_revoke.run(key.clone())
                attr:aria-label=t_with("programs.revoke_title", &[("name", &name)]) attr:data-testid="key-revoke"
            />
        }
        .into_any(),
    };
    let leading = view! { <Icon glyph=Glyph::Key/> }.into_any();
    view! {
        <ListRow title text=scopes leading trailing attr:data-testid="key-row">
            <span class="row-text">{used}</span>
            <span class="row-text">{made}</span>
        </ListRow>
    }
    .into_any()
}
