//! One sign-in that goes on: which phone, since when, when it was last heard of.

use leptos::prelude::*;
use protocol::account::OpenSession;

use crate::features::phones::phone_kind;
use crate::features::sync_center::age;
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, Chip, Glyph, Icon, ListRow, Tone};
use crate::words::{t, t_with};

/// The row. `on_end` asks whether to end it; the phone that asks is not offered that.
pub(super) fn session_row(
    ports: PortsHandle,
    session: OpenSession,
    now: Signal<i64>,
    on_end: Callback<OpenSession>,
) -> AnyView {
    let kind = phone_kind(&session.device_name);
    let since = ports.0.with_value(|ports| ports.phone.date(session.created_at));
    let seen = session.last_seen_at;
    let text = Signal::derive(move || t_with("account.session", &[("since", &since), ("age", &age(now.get(), seen))]));
    let address = session.address.clone();
    let is_this = session.this;
    let trailing = match is_this {
        true => view! { <Chip label=t("account.this_phone") tone=Tone::Ok/> }.into_any(),
        false => view! {
            <Button
                label=t("account.end") kind=ButtonKind::Ghost on_press=move |()| on_end.run(session.clone())
                attr:aria-label=t_with("account.end_of", &[("phone", kind)]) attr:data-testid="session-end"
            />
        }
        .into_any(),
    };
    let leading = view! { <Icon glyph=Glyph::Smartphone/> }.into_any();
    view! {
        <ListRow title=kind text leading trailing attr:data-testid="session-row">
            {(!address.is_empty()).then(|| view! { <span class="row-text">{address}</span> })}
        </ListRow>
    }
    .into_any()
}
