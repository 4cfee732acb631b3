//! What the company has before the first day of every history.

use domain::customer::Customer;
use domain::ids::{CrewId, CustomerId, UserId};
use domain::people::{Company, Crew, User};
use domain::status::Status;
use domain::stock::{Item, Location};
use domain::work_order::WorkOrder;
use domain::{Body, Entity, Key, Put, Stamp};
use pollster::block_on;
use serde::Serialize;
use uuid::Uuid;

use super::world::{COMPANY, PEOPLE};
use crate::memory::server::MemoryServer;
use crate::server::install;
use crate::server::store::{PushTx, ServerStore};

/// A field of a later version, and what it says.
pub(super) const LATER: &str = "of_a_later_version";

/// The company, its people, its crews, and a morning's work: customers, jobs of both crews and of nobody, stock.
pub(super) fn found(server: &MemoryServer) {
    let mut puts = vec![put(Entity::Company, COMPANY.0, &Company { name: "Test".into(), ..Company::default() })];
    for (user, role) in PEOPLE {
        let person = User { name: "N".into(), login: "n".into(), role, active: true, ..User::default() };
        puts.push(put(Entity::User, user.0, &person));
    }
    puts.extend(crews(&[PEOPLE[1].0, PEOPLE[2].0], &[PEOPLE[3].0]));
    let customers = [0xB0, 0xB1].map(|id| CustomerId(Uuid::from_u128(id)));
    for customer in customers {
        puts.push(put(Entity::Customer, customer.0, &Customer { name: "Bakery".into(), ..Customer::default() }));
    }
    let crews: [&[UserId]; 4] = [&[PEOPLE[1].0], &[PEOPLE[3].0], &[PEOPLE[2].0, PEOPLE[3].0], &[]];
    for (id, assignees) in (0xE0..).zip(crews) {
        let (customer, assignees) = (Some(customers[id as usize % 2]), assignees.to_vec());
        let (title, status) = ("Panel".into(), Status::Dispatched);
        let job = WorkOrder { customer, title, status, assignees, ..WorkOrder::default() };
        puts.push(put(Entity::WorkOrder, Uuid::from_u128(id), &job));
    }
    for id in [0x90, 0x91] {
        let unit = "ea".into();
        puts.push(put(Entity::Item, Uuid::from_u128(id), &Item { name: "Box".into(), unit, ..Item::default() }));
        let place = Location { name: "Truck".into(), ..Location::default() };
        puts.push(put(Entity::Location, Uuid::from_u128(id + 0x10), &place));
    }
    let mut tx = block_on(server.begin(COMPANY)).unwrap();
    block_on(install(&mut tx, puts, Stamp::default())).unwrap();
    block_on(tx.commit()).unwrap();
}

/// The two crews, with these members.
pub(super) fn crews(first: &[UserId], second: &[UserId]) -> [Put; 2] {
    [(0xF0, first), (0xF1, second)].map(|(id, members)| {
        let crew = Crew { name: "C".into(), lead: None, members: members.to_vec() };
        put(Entity::Crew, CrewId(Uuid::from_u128(id)).0, &crew)
    })
}

/// A later version wrote it: it has a field that none of the phones knows.
fn put<T: Serialize>(entity: Entity, id: Uuid, value: &T) -> Put {
    let mut fields = serde_json::to_value(value).unwrap();
    fields[LATER] = LATER.into();
    Put { key: Key { entity, id }, body: Body::of(&fields).unwrap(), deleted: false }
}
