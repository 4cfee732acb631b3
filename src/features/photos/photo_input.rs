//! A tile that opens the camera or the phone's pictures.

use domain::photo::Slot;
use leptos::prelude::*;
use leptos::{ev, web_sys};

use super::add_photos::Adding;
use crate::ui::{Glyph, Icon};

/// What the tile opens.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Opens {
    /// The camera, for one photo at a time.
    Camera,
    /// The pictures on the phone, as many as wanted.
    Pictures,
}

/// The tile.
#[component]
pub(super) fn PhotoInput(
    /// The words on it.
    label: String,
    /// What it opens.
    opens: Opens,
    /// What the photos are meant to show.
    shows: Option<Slot>,
    /// Takes the photos.
    adding: Adding,
) -> impl IntoView {
    let camera = opens == Opens::Camera;
    let (class, test_id) = match (shows, camera) {
        (Some(_), _) => ("photo-empty", "photo-slot"),
        (None, true) => ("photo-add photo-add-camera", "photo-input"),
        (None, false) => ("photo-add", "photo-pick"),
    };
    let picked = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(list) = input.files() else { return };
        let files: Vec<web_sys::File> = (0..list.length()).filter_map(|nth| list.get(nth)).collect();
        // So that the same picture can be picked again.
        input.set_value("");
        adding.add(shows, files);
    };
    view! {
        <label class=class>
            <Icon glyph=if camera { Glyph::Camera } else { Glyph::Images }/>
            <span>{label}</span>
            <input
                type="file"
                accept="image/*"
                capture=camera.then_some("environment")
                multiple=!camera
                data-testid=test_id
                on:change=picked
            />
        </label>
    }
    .into_any()
}
