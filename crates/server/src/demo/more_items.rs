//! Items that nobody wrote down: as many as a large wholesaler lists, for whoever measures. None was ever in stock.

use domain::barcode::code_key;
use domain::quantity::Quantity;
use domain::stock::{Item, ItemCode};
use domain::{Edit, Entity};

use super::DemoError;
use super::calendar::Calendar;
use super::people::create;
use super::stock::item_id;

const FINISHES: [&str; 8] = ["White", "Ivory", "Light almond", "Grey", "Black", "Brown", "Red", "Stainless"];
const SIZES: [&str; 10] = ["1/2 in", "3/4 in", "1 in", "1-1/4 in", "1-1/2 in", "2 in", "15 A", "20 A", "30 A", "50 A"];
const SORTS: [(&str, &str); 12] = [
    ("EMT set-screw connector", "Fittings"),
    ("EMT compression coupling", "Fittings"),
    ("PVC male adapter", "Fittings"),
    ("Tamper-resistant receptacle", "Devices"),
    ("Decorator switch, three-way", "Devices"),
    ("Occupancy sensor switch", "Devices"),
    ("Circuit breaker, single pole", "Breakers"),
    ("Circuit breaker, two pole", "Breakers"),
    ("Square box, welded", "Boxes"),
    ("Old-work box, two gang", "Boxes"),
    ("Liquid-tight conduit", "Raceway"),
    ("LED downlight, retrofit", "Lighting"),
];
const BRANDS: [&str; 6] = ["Baywire", "Northgate", "Colony Electric", "Tidewater", "Granite State", "Harborline"];

/// So many of them, as somebody at the warehouse enters them.
pub(super) fn of(count: usize, calendar: &Calendar) -> Result<Vec<(i64, Edit)>, DemoError> {
    let at = calendar.day(-90, 9, 0)?;
    (0..count)
        .map(|n| {
            let item = item(n);
            Ok((at, create(Entity::Item, item_id(&item.name).0, &item)?))
        })
        .collect()
}

/// The item with this number. The number is in its name, so that no two are alike.
fn item(n: usize) -> Item {
    let (sort, category) = SORTS.get(n % SORTS.len()).copied().unwrap_or_default();
    let size = SIZES.get(n / SORTS.len() % SIZES.len()).copied().unwrap_or_default();
    let finish = FINISHES.get(n / 7 % FINISHES.len()).copied().unwrap_or_default();
    let brand = BRANDS.get(n % BRANDS.len()).copied().unwrap_or_default();
    let amount = |of: usize| Quantity::whole(i64::try_from(of).unwrap_or(0));
    Item {
        name: format!("{sort}, {size}, {}, No. {n:06}", finish.to_lowercase()),
        category: category.into(),
        brand: brand.into(),
        unit: "ea".into(),
        codes: vec![ItemCode { code: code_key(&format!("HPE-{n:06}")), pack: Quantity::whole(1) }],
        truck_min: amount(n % 5),
        truck_max: amount(n % 5 * 4),
        cost_cents: i64::try_from(90 + n * 37 % 9_000).unwrap_or(0),
        inactive: false,
    }
}
