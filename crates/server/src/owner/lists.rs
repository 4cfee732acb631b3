//! What may be asked of a list, and how a page of it looks.

use std::fmt::Write;

use domain::Entity;
use domain::status::Status;
use protocol::error::ErrorCode;
use serde::Deserialize;
use uuid::Uuid;

use crate::db::lists::{Ask, Narrow, Page, Place, WorkOrders};
use crate::error::AppError;

/// The most rows in a page.
pub const MOST: u32 = 200;
/// Rows in a page unless told.
const USUAL: u32 = 50;

/// Every parameter of every list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Query {
    limit: Option<u32>,
    after: Option<String>,
    changed_since: Option<i64>,
    updated_since: Option<i64>,
    removed: bool,
    status: Option<Status>,
    assigned_to: Option<Uuid>,
    customer: Option<Uuid>,
    from: Option<i64>,
    to: Option<i64>,
    work_order: Option<Uuid>,
    user: Option<Uuid>,
}

impl Query {
    /// What is asked of the list of this kind. Refused: filters that it does not have, and what makes no sense.
    pub fn ask(self, entity: Entity) -> Result<Ask, AppError> {
        let wrong = |name: &str| AppError::new(ErrorCode::BadRequest, format!("{name} makes no sense here"));
        let limit = self.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(wrong("limit"));
        }
        let seq = u64::try_from(self.changed_since.unwrap_or(0)).map_err(|_| wrong("changed_since"))?;
        let since = Place { seq, id: Uuid::max() };
        let after = match self.after.as_deref() {
            Some(text) => read(text).ok_or_else(|| wrong("after"))?,
            None if self.changed_since.is_some() => since,
            None => Place::default(),
        };
        let narrow = self.narrow(entity).map_err(wrong)?;
        let after =
            if (after.seq, after.id) < (since.seq, since.id) && self.changed_since.is_some() { since } else { after };
        Ok(Ask { entity, after, limit, updated_since: self.updated_since, removed: self.removed, narrow })
    }

    fn narrow(&self, entity: Entity) -> Result<Narrow, &'static str> {
        let Self { status, assigned_to, customer, from, to, work_order, user, .. } = self;
        let is_order = entity == Entity::WorkOrder;
        for (name, is_there, fits) in [
            ("status", status.is_some(), is_order),
            ("assigned_to", assigned_to.is_some(), is_order),
            ("from", from.is_some(), is_order),
            ("to", to.is_some(), is_order),
            ("customer", customer.is_some(), is_order || entity == Entity::Site),
            ("work_order", work_order.is_some(), entity == Entity::Photo),
            ("user", user.is_some(), entity == Entity::TimeEntry),
        ] {
            if is_there && !fits {
                return Err(name);
            }
        }
        if is_order {
            let by = WorkOrders {
                status: status.and_then(|s| Some(serde_json::to_value(s).ok()?.as_str()?.to_owned())),
                assigned_to: *assigned_to,
                customer: *customer,
                from: *from,
                to: *to,
            };
            return Ok(if by == WorkOrders::default() { Narrow::No } else { Narrow::WorkOrders(by) });
        }
        let scopes = [("customer", customer), ("work_order", work_order), ("user", user)];
        Ok(scopes.into_iter().find_map(|(sort, id)| Some(Narrow::Scope(sort, (*id)?))).unwrap_or_default())
    }
}

/// The answer that a page is.
pub fn text(page: &Page, limit: u32) -> String {
    let mut text = String::with_capacity(page.rows.len() + 100);
    text.push_str("{\"rows\":[");
    text.push_str(&page.rows);
    // Writing to a String cannot fail.
    let _ = write!(text, "],\"next\":\"{}\",\"more\":{}}}", written(page.last), page.count >= u64::from(limit));
    text
}

fn written(place: Place) -> String {
    format!("{:x}.{}", place.seq, place.id.simple())
}

fn read(text: &str) -> Option<Place> {
    let (seq, id) = text.split_once('.')?;
    let seq = u64::from_str_radix(seq, 16).ok().filter(|seq| i64::try_from(*seq).is_ok())?;
    Some(Place { seq, id: Uuid::try_parse(id).ok()? })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = Place { seq: 0x00ab_cdef, id: Uuid::from_u128(7) };
        assert_eq!(read(&written(place)), Some(place));
        for other in ["", ".", "x.00", "1", "ffffffffffffffff.00000000000000000000000000000007", "-1.a"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_list_refuses_filters_that_it_does_not_have() {
        let of = |text: &str| serde_json::from_str::<Query>(text).unwrap();
        let user = r#"{"user":"00000000-0000-0000-0000-000000000001"}"#;
        assert!(of(user).ask(Entity::TimeEntry).is_ok());
        assert!(of(user).ask(Entity::WorkOrder).is_err());
        assert!(of(r#"{"status":"closed"}"#).ask(Entity::Customer).is_err());
        assert!(of(r#"{"limit":201}"#).ask(Entity::Customer).is_err());
        assert!(of(r#"{"limit":0}"#).ask(Entity::Customer).is_err());
    }
}
