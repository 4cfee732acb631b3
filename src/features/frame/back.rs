//! The way back from a page.

use leptos::prelude::*;

use crate::state::{LeadTo, PortsHandle};

/// Goes to where the person came from; opened from outside of the app, to the page above, in place of this one.
pub(super) fn way_back(above: String) -> Callback<()> {
    let (ports, lead) = (expect_context::<PortsHandle>(), use_context::<LeadTo>());
    Callback::new(move |()| {
        if !ports.0.with_value(|ports| ports.phone.go_back())
            && let Some(LeadTo(lead)) = lead
        {
            lead.run(above.clone());
        }
    })
}
