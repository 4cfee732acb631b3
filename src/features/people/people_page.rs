//! Everybody in the company, and the crews they work in.

use leptos::prelude::*;

use super::crew_list::CrewList;
use super::person_list::PersonList;
use crate::features::frame::Frame;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{ButtonKind, FormActions, Glyph, LinkButton};
use crate::words::t;

/// People and crews. Admins change people; the office puts crews together.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let desk = use_desk();
    let admin = Memo::new(move |_| is_admin(desk));
    view! {
        <Frame title=t("people.title") back="/more">
            <PersonList admin/>
            <CrewList/>
            {move || admin.get().then(|| view! {
                <FormActions>
                    <LinkButton
                        label=t("people.invite") href="/people/new" kind=ButtonKind::Primary icon=Glyph::UserAdd
                        block=true attr:data-testid="invite-open"
                    />
                </FormActions>
            })}
        </Frame>
    }
}
