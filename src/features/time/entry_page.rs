//! One time entry: correct it, or enter one by hand.

use domain::Entity;
use domain::ids::{TimeEntryId, WorkOrderId};
use domain::people::User;
use domain::time_entry::{KINDS, TimeEntry};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::corrections::Corrections;
use super::entry_form::{FIELDS, blank, edit, fields_of, kind_name, text_of};
use crate::features::form::Form;
use crate::features::frame::Frame;
use crate::features::my_jobs;
use crate::features::saving::use_saving;
use crate::state::{PortsHandle, Refusal, use_desk, use_order_lines};
use crate::ui::{
    Banner, Button, ButtonKind, Choice, Drawing, EmptyState, FormActions, SelectField, TextArea, TextField, Tone,
};
use crate::words::{t, t_value};

/// The page at `/time/:id`; the identifier `new` enters one by hand.
#[component]
pub fn TimeEntryPage() -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let params = use_params_map();
    let asked = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let page = move || {
        let asked = asked.get();
        if asked == "new" {
            let id = TimeEntryId(ports.0.with_value(|ports| ports.phone.new_id()));
            return view! { <EntryForm id entry=None/> }.into_any();
        }
        let id = asked.parse().ok().map(TimeEntryId);
        // Read once: what a person corrects must not change under their fingers.
        let known = id.and_then(|id| {
            let entry: TimeEntry = untrack(|| desk.get(Entity::TimeEntry, id.0))?;
            Some((id, entry))
        });
        match known {
            Some((id, entry)) => view! { <EntryForm id entry=Some(entry)/> }.into_any(),
            None => view! { <EmptyState drawing=Drawing::Unplugged text=t("time.not_here")/> }.into_any(),
        }
    };
    let title = move || t(if asked.read().as_str() == "new" { "time.add" } else { "time.entry" }).to_owned();
    view! { <Frame title=Signal::derive(title) back="/time">{page}</Frame> }.into_any()
}

#[component]
fn EntryForm(id: TimeEntryId, entry: Option<TimeEntry>) -> impl IntoView {
    let (desk, ports, saving) = (use_desk(), expect_context::<PortsHandle>(), use_saving());
    let (navigate, orders) = (use_navigate(), use_order_lines());
    let running = entry.as_ref().is_some_and(|entry| entry.end.is_none());
    let owner = entry.as_ref().map(|entry| entry.user).filter(|user| *user != untrack(|| desk.me()));
    let owner = owner.and_then(|user| untrack(|| desk.get::<User>(Entity::User, user.0))).map(|user| user.name);
    let seen = entry.as_ref().map_or_else(|| ports.0.with_value(blank), fields_of);
    // One draft for all that is entered by hand: the identifier is a new one each time.
    let key = if entry.is_some() { format!("time/{id}") } else { "time/new".to_owned() };
    let form = Form::open(key, &FIELDS, seen, text_of);
    let kinds: Vec<Choice> =
        KINDS.iter().map(|kind| Choice::new(kind_name(*kind), t_value("time_kind", kind))).collect();
    let jobs = Signal::derive(move || {
        let chosen = form.field("work_order").get().parse().ok().map(WorkOrderId);
        orders.with(|lines| my_jobs::choices(&lines.0, &my_jobs::at_hand(&lines.0, desk.me()), chosen))
    });
    let save = StoredValue::new_local(move || match ports.0.with_value(|ports| edit(form, id, running, ports)) {
        Ok(edit) => {
            let navigate = navigate.clone();
            saving.form(vec![edit], move || {
                form.close();
                saving.say(t("time.saved"));
                navigate("/time", Default::default());
            });
        }
        Err(rejection) => saving.refuse(Refusal::Rule(rejection)),
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.with_value(|save| save());
    };
    view! {
        {owner.map(|name| view! { <Banner text=name/> })}
        <form class="form" on:submit=submit>
            <SelectField label=t("field.kind") value=form.field("kind") choices=kinds name="kind"/>
            <SelectField label=t("time.job") value=form.field("work_order") choices=jobs name="work_order"/>
            <TextField
                label=t("field.start") kind="datetime-local" name="start"
                value=form.field("start") error=saving.refused_field("start")
            />
            <TextField
                label=t("field.end") kind="datetime-local" name="end" hint=t(if running { "time.still_runs" } else { "time.end_hint" })
                value=form.field("end") error=saving.refused_field("end")
            />
            <TextArea
                label=t("field.reason") name="reason" rows=2 maxlength=2000 hint=t("time.reason_hint")
                value=form.field("reason") error=saving.refused_field("reason")
            />
            {entry.map(|entry| view! { <Corrections entry/> })}
            {move || saving.refused().get().map(|text| view! { <Banner text tone=Tone::Trouble/> })}
            <FormActions>
                <Button
                    label=t("time.save") kind=ButtonKind::Primary block=true submit=true busy=saving.busy()
                    attr:data-testid="time-save"
                />
            </FormActions>
        </form>
    }
    .into_any()
}
