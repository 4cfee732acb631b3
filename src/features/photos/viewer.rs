//! The viewer: black, one photo at a time. Swiping is the browser's own scrolling from frame to frame; arrows and
//! Escape do the same for hands on a keyboard.

use domain::ids::{PhotoId, WorkOrderId};
use leptos::prelude::*;
use leptos::{ev, html};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::details_sheet::DetailsSheet;
use super::photo_list::Known;
use super::viewer_bottom::ViewerBottom;
use super::viewer_frame::ViewerFrame;
use crate::state::PortsHandle;
use crate::ui::{Glyph, IconButton};
use crate::words::{t, t_with};

/// The viewer.
#[component]
pub(super) fn Viewer(job: WorkOrderId, photos: Memo<Vec<Known>>, first: PhotoId) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let stage = NodeRef::<html::Div>::new();
    let start = photos.with_untracked(|photos| photos.iter().position(|known| known.id == first)).unwrap_or_default();
    let current = RwSignal::new(start);
    let editing = RwSignal::new(false);
    let shown = Memo::new(move |_| photos.with(|photos| photos.get(current.get()).or(photos.last()).cloned()));

    let show = move |nth: usize| {
        if let Some(stage) = stage.get_untracked() {
            stage.set_scroll_left(nth as i32 * stage.client_width());
        }
    };
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // Refused only when the element left the page meanwhile: then there is nothing to show.
            let _ = dialog.show_modal();
            show(start);
        }
    });
    let scrolled = move |_| {
        let Some(stage) = stage.get_untracked() else { return };
        let width = stage.client_width().max(1);
        let nth = ((stage.scroll_left() + width / 2) / width).max(0) as usize;
        if nth != current.get_untracked() {
            current.set(nth);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if editing.get_untracked() {
            return;
        }
        let last = photos.with_untracked(Vec::len).saturating_sub(1);
        let now = current.get_untracked();
        match event.key().as_str() {
            "ArrowLeft" => show(now.saturating_sub(1)),
            "ArrowRight" => show((now + 1).min(last)),
            _ => return,
        }
        event.prevent_default();
    };
    let navigate = use_navigate();
    let ports = expect_context::<PortsHandle>();
    let leave = move |_: ev::Event| {
        if ports.0.with_value(|ports| ports.phone.go_back()) {
            return;
        }
        navigate(&format!("/jobs/{job}#photos"), NavigateOptions { replace: true, ..Default::default() });
    };
    let close = move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let place = move || {
        let (nth, of) = ((current.get() + 1).to_string(), photos.with(Vec::len).to_string());
        t_with("photos.place", &[("n", &nth), ("of", &of)])
    };
    let frame = move |(nth, known): (usize, Known)| view! { <ViewerFrame nth known current/> };
    let frames = move || photos.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <dialog class="viewer" node_ref=dialog aria-label=t("photos.title") data-testid="viewer" on:close=leave on:keydown=key>
            <div class="viewer-top">
                <IconButton glyph=Glyph::Close label=t("photos.close") on_press=close attr:data-testid="viewer-close"/>
                <span class="viewer-place" role="status">{place}</span>
                <IconButton
                    glyph=Glyph::Edit
                    label=t("photos.details")
                    on_press=move |()| editing.set(true)
                    attr:data-testid="viewer-edit"
                />
            </div>
            <div class="viewer-stage" node_ref=stage on:scroll=scrolled>
                <For each=frames key=|(nth, known)| (*nth, known.id.0) children=frame/>
            </div>
            <ViewerBottom shown/>
            <DetailsSheet open=editing shown/>
        </dialog>
    }
    .into_any()
}
