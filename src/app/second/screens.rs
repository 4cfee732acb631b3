//! What the second part draws.

use leptos::prelude::*;

use super::router::Pages;
use crate::features::closed::ClosedLine;
use crate::features::install::FirstRunCards;
use crate::features::today::{OfficeDay, StepBar};
use crate::state::{Piece, Screens};

/// Draws it.
pub struct AppScreens;

impl Screens for AppScreens {
    fn whole(&self) -> AnyView {
        view! { <Pages/> }.into_any()
    }

    fn piece(&self, piece: Piece) -> AnyView {
        match piece {
            Piece::FirstRun => view! { <FirstRunCards/> }.into_any(),
            Piece::Closed(closed) => view! { <ClosedLine closed/> }.into_any(),
            Piece::OfficeDay => view! { <OfficeDay/> }.into_any(),
            Piece::StepBar(next) => view! { <StepBar next/> }.into_any(),
        }
    }
}
