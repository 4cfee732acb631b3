//! Our own labels, which name no item: a work order by its number or its address, a place by its name.

use domain::ids::{LocationId, WorkOrderId};
use domain::stock::Location;

/// The work order whose label this is, among these with their numbers: "WO-2041", or the address of its page.
pub fn job_of<'a>(text: &str, mut orders: impl Iterator<Item = (WorkOrderId, Option<&'a str>)>) -> Option<WorkOrderId> {
    let text = text.trim();
    let id = text.rsplit_once("/jobs/").and_then(|(_, id)| id.parse().ok()).map(WorkOrderId);
    let is_it = |(order, number): &(WorkOrderId, Option<&str>)| match id {
        Some(id) => *order == id,
        None => number.is_some_and(|number| number.eq_ignore_ascii_case(text)),
    };
    orders.find(is_it).map(|(order, _)| order)
}

/// The place whose label this is: "Truck 4".
pub fn place_of(text: &str, places: &[(LocationId, Location)]) -> Option<LocationId> {
    let text = text.trim();
    let found = places.iter().find(|(_, place)| place.name.to_lowercase() == text.to_lowercase());
    found.filter(|_| !text.is_empty()).map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_work_order_is_known_by_its_number_or_its_address() {
        let (one, new) = (WorkOrderId(Uuid::from_u128(1)), WorkOrderId(Uuid::from_u128(2)));
        let orders = || [(one, Some("WO-2041")), (new, None)].into_iter();
        assert_eq!(job_of("wo-2041", orders()), Some(one));
        assert_eq!(job_of(&format!("https://pem2.example/jobs/{new}"), orders()), Some(new));
        assert_eq!(job_of("https://pem2.example/jobs/unknown", orders()), None);
        assert_eq!(job_of("WO-204", orders()), None);
    }

    #[test]
    fn a_place_is_known_by_its_name_in_any_case() {
        let truck = LocationId(Uuid::from_u128(4));
        let places = [(truck, Location { name: "Truck 4".into(), ..Location::default() })];
        assert_eq!(place_of("TRUCK 4", &places), Some(truck));
        assert_eq!(place_of(" Truck 4\n", &places), Some(truck));
        assert_eq!(place_of("Truck 40", &places), None);
        assert_eq!(place_of("", &places), None);
    }
}
