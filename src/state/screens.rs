//! What the second part of the program draws, and the place of its pieces on the first screen until it is there.

use std::sync::Arc;

use leptos::prelude::*;
use sync::client::Closed;

use super::{OrderLine, PortsHandle};

/// A piece of the first screen that can come a moment after its list.
#[derive(Clone, Copy)]
pub enum Piece {
    /// The cards of the first run.
    FirstRun,
    /// The office's day.
    OfficeDay,
    /// The line that says why the server lets nobody in. Nothing is known of it before the second part has asked.
    Closed(Closed),
    /// The one big button, for the next job.
    StepBar(Signal<Option<Arc<OrderLine>>>),
}

/// Whether the pieces that only show are there. They come before the rest of what the phone holds was read; what changes
/// something waits for that.
#[derive(Clone, Copy)]
pub struct PiecesCame(pub RwSignal<bool>);

/// Draws what belongs to the second part.
pub trait Screens {
    /// All pages, each at its address.
    fn whole(&self) -> AnyView;
    /// A piece of the first screen.
    fn piece(&self, piece: Piece) -> AnyView;
}

/// A piece of the first screen. Until the second part is there, `waiting`; then the screen is drawn again, whole.
pub fn piece(piece: Piece, waiting: impl FnOnce() -> AnyView) -> AnyView {
    expect_context::<PortsHandle>().0.with_value(|ports| match ports.screens.has_arrived() {
        true => ports.screens.piece(piece),
        false => waiting(),
    })
}

/// The way to a page, in place of the one on screen. Pages find it in their context; on the first screen nothing leads
/// back, so that it needs none.
#[derive(Clone, Copy)]
pub struct LeadTo(pub Callback<String>);
