//! One line of what happened to an account.

use domain::{Entity, Key};
use leptos::prelude::*;
use protocol::account::SignInEvent;

use super::event_words::{event_words, is_odd, more_words};
use crate::features::sync_center::row_name;
use crate::state::{Desk, PortsHandle};
use crate::ui::{Glyph, Icon, ListRow, Tone};
use crate::words::t_with;

/// What, when, from where, and who did it when that was somebody else.
pub(super) fn sign_in_row(desk: Desk, ports: PortsHandle, event: &SignInEvent) -> AnyView {
    let when = ports.0.with_value(|ports| ports.phone.date_time(event.at));
    let by = event.by.filter(|by| *by != event.user).and_then(|by| row_name(desk, Key::new(Entity::User, by.0)));
    let by = by.map(|name| t_with("account.event.by", &[("name", &name)]));
    let parts = [Some(when), more_words(event), by, Some(event.address.clone())];
    let text = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let (glyph, tone) = match is_odd(&event.event) {
        true => (Glyph::Alert, Tone::Attention),
        false => (Glyph::Check, Tone::Waiting),
    };
    let leading = view! { <span class="tone-mark" data-tone=tone.name()><Icon glyph/></span> }.into_any();
    view! { <ListRow title=event_words(&event.event) text leading attr:data-testid="sign-in-row"/> }.into_any()
}
