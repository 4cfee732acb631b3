//! Work of this person that another phone still holds, or that this one held before its storage was cleared: the server knows
//! what each said last.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::phones::Phone;

use super::age::age;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Glyph, Icon, SectionHeader, Tone};
use crate::words::{t, t_count, t_with};

/// The group; not there while no other phone holds anything, nor without a signal.
#[component]
pub(super) fn OtherPhones(
    /// The clock.
    now: Signal<i64>,
) -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let others = RwSignal::new(Vec::<Phone>::new());
    let asked = ports.0.with_value(|ports| ports.office.phones());
    let (me, device) = (desk.me(), desk.with_client(|client| client.device()));
    spawn_local(async move {
        let mut phones = asked.await.unwrap_or_default();
        let holds = |phone: &Phone| phone.waiting.is_some_and(|said| said.unsent + said.needs_you > 0);
        phones.retain(|phone| phone.user == me && Some(phone.device) != device && holds(phone));
        others.try_set(phones);
    });
    move || {
        let phones = others.get();
        (!phones.is_empty()).then(|| {
            let lines: Vec<AnyView> = phones.into_iter().map(|phone| line(&phone, now.get())).collect();
            view! {
                <SectionHeader title=t("sync.other_phones")/>
                <div class="card stack" data-testid="other-phones">
                    {lines}
                    <p class="small">{t("sync.other_phones_text")}</p>
                </div>
            }
        })
    }
}

fn line(phone: &Phone, now: i64) -> AnyView {
    let count = phone.waiting.map_or(0, |said| said.unsent + said.needs_you) as usize;
    let heard = t_with("sync.contact", &[("age", &age(now, phone.heard_at))]);
    view! {
        <p class="cluster" data-tone=Tone::Attention.name()>
            <Icon glyph=Glyph::Smartphone/>
            <span class="strong">{t_count("sync.other_holds", count)}</span>
            <span class="quiet small">{heard}</span>
        </p>
    }
    .into_any()
}
