//! What is in stock: items with their codes, and the movements that brought them to shop and trucks.

use domain::barcode::code_key;
use domain::ids::ItemId;
use domain::quantity::Quantity;
use domain::stock::{Item, ItemCode, MoveKind, Movement, ParkedCode};
use domain::{Edit, Entity};
use serde::Deserialize;

use super::DemoError;
use super::calendar::Calendar;
use super::dice::Dice;
use super::names;
use super::people::{GANG_BOX, SHOP, Team, create, place};
use crate::clock::HOUR;

#[derive(Deserialize)]
struct Code {
    code: String,
    pack: i64,
}

#[derive(Deserialize)]
struct Line {
    category: String,
    name: String,
    brand: String,
    unit: String,
    codes: Vec<Code>,
    truck_min: i64,
    truck_max: i64,
    cost_cents: i64,
    shop: i64,
}

/// Everything that is kept.
pub(super) struct Catalogue(Vec<Line>);

impl Catalogue {
    /// Reads the data file.
    pub fn read() -> Result<Self, DemoError> {
        Ok(Self(serde_json::from_str(include_str!("../../demo/items.json"))?))
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Items, as the owner enters them.
    pub fn items(&self, calendar: &Calendar) -> Result<Vec<(i64, Edit)>, DemoError> {
        let at = calendar.day(-399, 9, 0)?;
        let edit = |line: &Line| {
            let code = |c: &Code| ItemCode { code: code_key(&c.code), pack: Quantity::whole(c.pack) };
            let item = Item {
                name: line.name.clone(),
                category: line.category.clone(),
                brand: line.brand.clone(),
                unit: line.unit.clone(),
                codes: line.codes.iter().map(code).collect(),
                truck_min: Quantity::whole(line.truck_min),
                truck_max: Quantity::whole(line.truck_max),
                cost_cents: line.cost_cents,
                inactive: false,
            };
            Ok((at, create(Entity::Item, item_id(&line.name).0, &item)?))
        };
        self.0.iter().map(edit).collect()
    }

    /// The opening stock: all of it to the shop, then onto trucks, some of which are short of something.
    pub fn opening(&self, calendar: &Calendar, teams: &[Team], dice: &mut Dice) -> Result<Vec<(i64, Edit)>, DemoError> {
        let (received, loaded) = (calendar.day(-120, 7, 0)?, calendar.day(-119, 6, 30)?);
        let mut edits = Vec::new();
        for line in &self.0 {
            let mut loads = Vec::new();
            for team in teams.iter().filter(|_| line.truck_max > 0) {
                let amount = if dice.percent(88) { line.truck_max } else { line.truck_min / 2 };
                loads.push((team.name.as_str(), team.truck, amount));
            }
            if line.category == "Raceway" && line.unit == "stick" {
                loads.push((GANG_BOX, place(GANG_BOX), 10));
            }
            let bought = line.shop + loads.iter().map(|(.., amount)| amount).sum::<i64>();
            let movement = Movement { to: Some(place(SHOP)), kind: MoveKind::Receive, ..of(line, bought) };
            edits.push(moved("received", &line.name, received, movement));
            for (name, truck, amount) in loads.into_iter().filter(|(.., amount)| *amount > 0) {
                let movement = Movement { from: Some(place(SHOP)), to: Some(truck), ..of(line, amount) };
                edits.push(moved(name, &line.name, loaded, movement));
            }
        }
        Ok(edits)
    }

    /// What was used is put back on the truck the next morning, most of the time.
    pub fn restock(&self, used: &[(i64, Edit)], calendar: &Calendar, dice: &mut Dice) -> Vec<(i64, Edit)> {
        let mut edits = Vec::new();
        for (at, edit) in used {
            let Edit::MoveStock { id, movement } = edit else { continue };
            if movement.from.is_some() && dice.percent(93) {
                let back = Movement {
                    from: Some(place(SHOP)),
                    to: movement.from,
                    kind: MoveKind::Transfer,
                    work_order: None,
                    ..movement.clone()
                };
                let at = (at + 15 * HOUR).min(calendar.now());
                edits.push((at, Edit::MoveStock { id: names::id("restock", &id.to_string()), movement: back }));
            }
        }
        edits
    }

    /// How much of an item one job takes.
    pub fn use_of(&self, name: &str, dice: &mut Dice) -> Quantity {
        match self.0.iter().find(|l| l.name == name).map(|l| l.unit.as_str()) {
            Some("ft") => Quantity::whole(dice.between(4, 12) * 5),
            Some("stick") => Quantity::whole(dice.between(2, 5)),
            Some("box") => Quantity::whole(1),
            _ => Quantity::whole(dice.between(1, 4)),
        }
    }
}

/// Codes that somebody found on a shelf and nobody knows.
pub(super) fn parked(calendar: &Calendar, team: &Team) -> Result<Vec<(i64, Edit)>, DemoError> {
    let found =
        [("400889912341", "upc_a", "Blue box behind the reels, no label"), ("HPE-BIN-0999", "code128", "Empty bin")];
    found
        .into_iter()
        .map(|(raw, symbology, note)| {
            let code = ParkedCode {
                raw: raw.into(),
                symbology: symbology.into(),
                note: note.into(),
                location: Some(team.truck),
                item: None,
            };
            Ok((calendar.day(-2, 15, 30)?, create(Entity::ParkedCode, names::id("parked", raw), &code)?))
        })
        .collect()
}

/// The item with this name.
pub(super) fn item_id(name: &str) -> ItemId {
    ItemId(names::id("item", name))
}

fn of(line: &Line, amount: i64) -> Movement {
    Movement { item: item_id(&line.name), quantity: Quantity::whole(amount), ..Movement::default() }
}

fn moved(what: &str, item: &str, at: i64, movement: Movement) -> (i64, Edit) {
    (at, Edit::MoveStock { id: names::id("movement", &format!("{what}/{item}")), movement })
}
