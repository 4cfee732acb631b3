//! An item as it is made and changed.

use domain::quantity::Quantity;
use domain::stock::ItemCode;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An item to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct NewItem {
    /// Its identifier, a UUID; made from the idempotency key, or by chance, when there is none.
    #[serde(default)]
    id: Option<Uuid>,
    /// Its name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// What is counted: "ea", "ft".
    #[schema(min_length = 1, max_length = 20)]
    unit: String,
    /// Its category.
    #[schema(max_length = 200)]
    category: Option<String>,
    /// Its brand.
    #[schema(max_length = 200)]
    brand: Option<String>,
    /// Codes that mean this item.
    codes: Option<Vec<ItemCode>>,
    /// Restock a truck below this, in thousandths of the unit.
    truck_min: Option<Quantity>,
    /// Restock a truck up to this, in thousandths of the unit.
    truck_max: Option<Quantity>,
    /// What one costs, in cents.
    cost_cents: Option<i64>,
    /// No longer bought.
    inactive: Option<bool>,
}

/// What is to be changed of an item.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct ItemChange {
    /// Its name.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// What is counted.
    #[schema(min_length = 1, max_length = 20)]
    unit: Option<String>,
    /// Its category.
    #[schema(max_length = 200)]
    category: Option<String>,
    /// Its brand.
    #[schema(max_length = 200)]
    brand: Option<String>,
    /// Restock a truck below this, in thousandths of the unit.
    truck_min: Option<Quantity>,
    /// Restock a truck up to this, in thousandths of the unit.
    truck_max: Option<Quantity>,
    /// What one costs, in cents.
    cost_cents: Option<i64>,
    /// No longer bought.
    inactive: Option<bool>,
}
