//! Every phone: whose, when it was heard of, what waits on it.

use domain::{Entity, Key};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::phones::Phone;

use super::kind::phone_kind;
use crate::features::sync_center::{age, row_name};
use crate::state::{Desk, PortsHandle, use_desk};
use crate::ui::{Button, Chip, Drawing, EmptyState, Glyph, Icon, ListRow, SkeletonRows, Tone};
use crate::words::{t, t_count, t_with};

/// A phone that has been silent for so long is worth a call, in milliseconds.
const SILENT_MS: i64 = 3 * 24 * 3_600_000;

/// What the server said.
#[derive(Clone, PartialEq)]
enum Answer {
    Waiting,
    Here(Vec<Phone>),
    Nothing,
}

/// The list, asked for when the page opens. The only one that needs a signal.
#[component]
pub(super) fn PhoneList(
    /// The clock.
    now: Signal<i64>,
) -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let answer = RwSignal::new(Answer::Waiting);
    let ask = move || {
        answer.set(Answer::Waiting);
        let asked = ports.0.with_value(|ports| ports.office.phones());
        spawn_local(async move {
            answer.try_set(asked.await.map_or(Answer::Nothing, Answer::Here));
        });
    };
    ask();
    move || match answer.get() {
        Answer::Waiting => view! { <SkeletonRows count=4/> }.into_any(),
        Answer::Nothing => view! {
            <EmptyState drawing=Drawing::Unplugged text=t("phones.offline")/>
            <Button label=t("phones.again") icon=Glyph::Retry on_press=move |()| ask()/>
        }
        .into_any(),
        Answer::Here(phones) => {
            let rows: Vec<AnyView> = phones.into_iter().map(|phone| row(desk, phone, now.get())).collect();
            view! { <div class="list">{rows}</div> }.into_any()
        }
    }
}

fn row(desk: Desk, phone: Phone, now: i64) -> AnyView {
    let Phone { user, name, heard_at, waiting, .. } = phone;
    let title = row_name(desk, Key::new(Entity::User, user.0)).unwrap_or_else(|| t("value.unknown").to_owned());
    let text = t_with("phones.heard", &[("phone", phone_kind(&name)), ("age", &age(now, heard_at))]);
    let oldest =
        waiting.and_then(|waiting| waiting.oldest_at).map(|at| t_with("phones.oldest", &[("age", &age(now, at))]));
    let (chip, tone) = match waiting {
        None => (t("phones.unknown").to_owned(), Tone::Waiting),
        Some(said) if said.needs_you > 0 => (t_count("phones.needs_you", said.needs_you as usize), Tone::Trouble),
        Some(said) if said.unsent > 0 => (t_count("phones.unsent", said.unsent as usize), Tone::Attention),
        Some(_) if now - heard_at > SILENT_MS => (t("phones.silent").to_owned(), Tone::Waiting),
        Some(_) => (t("phones.all_sent").to_owned(), Tone::Ok),
    };
    let leading = view! { <Icon glyph=Glyph::Smartphone/> }.into_any();
    let trailing = view! { <Chip label=chip tone/> }.into_any();
    view! {
        <ListRow title text leading trailing attr:data-testid="phone-row">
            {oldest.map(|oldest| view! { <span class="row-text">{oldest}</span> })}
        </ListRow>
    }
    .into_any()
}
