//! The label of a truck or of another place: what to scan for there.

use domain::ids::LocationId;
use leptos::prelude::*;

use super::purpose::Purpose;
use super::session::Session;
use crate::features::stock::location_name;
use crate::state::use_desk;
use crate::ui::{Button, Glyph};
use crate::words::t;

/// The ways on.
#[component]
pub(super) fn PlaceFound(
    /// Which place.
    place: LocationId,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let desk = use_desk();
    let begin = move |purpose: Purpose| {
        session.basket.update(|basket| {
            basket.purpose = purpose;
            basket.to = Some(place);
        });
        session.close();
    };
    view! {
        <h2 data-testid="place-name">{move || location_name(desk, place)}</h2>
        <Button label=t("scan.here_receive") icon=Glyph::Add block=true on_press=move |()| begin(Purpose::Receive)/>
        <Button label=t("scan.here_move") icon=Glyph::Move block=true on_press=move |()| begin(Purpose::Move)/>
        <Button label=t("scan.here_count") icon=Glyph::Count block=true on_press=move |()| begin(Purpose::Count)/>
    }
    .into_any()
}
