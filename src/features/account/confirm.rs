//! The question before something is done to an account. It stays open until the server has said yes.

use leptos::prelude::*;

use super::asking::Asking;
use super::problem::AccountProblem;
use crate::ui::{Button, ButtonKind, Dialog};
use crate::words::t;

/// The question.
#[component]
pub fn Confirm(
    /// It stands.
    open: RwSignal<bool>,
    /// The question in short.
    #[prop(into)]
    title: Signal<String>,
    /// What it means.
    #[prop(into)]
    text: Signal<String>,
    /// The words for yes.
    #[prop(into)]
    yes: Signal<String>,
    /// It takes something away.
    #[prop(optional)]
    danger: bool,
    /// How the server is asked.
    asking: Asking,
    /// What yes does.
    #[prop(into)]
    on_yes: Callback<()>,
    /// What it means when something stands in the way.
    #[prop(default = "account.error.conflict")]
    conflict: &'static str,
    /// A field, when there is something to say.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    // What went wrong the last time is nothing to the next question.
    Effect::watch(
        move || open.get(),
        move |open, _, _| {
            if *open {
                asking.clear()
            }
        },
        false,
    );
    let kind = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    view! {
        <Dialog open title>
            <p>{text}</p>
            {children.as_ref().map(|children| children())}
            <AccountProblem error=asking.error() conflict/>
            <div class="dialog-actions">
                <Button label=yes kind on_press=on_yes busy=asking.busy() attr:data-testid="confirm-yes"/>
                <Button label=t("account.confirm.no") on_press=move |()| open.set(false) attr:data-testid="confirm-no"/>
            </div>
        </Dialog>
    }
}
