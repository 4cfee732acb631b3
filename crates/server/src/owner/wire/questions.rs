//! What may stand in the address or the head of a question. Read by hand where they are used; here they are described.

use domain::status::Status;
use utoipa::IntoParams;
use uuid::Uuid;

/// What every list takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct Paging {
    /// At most so many rows; 50 unless told.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{1,15}[.][0-9a-f]{32}$")]
    after: Option<String>,
    /// Only rows whose last edit has a higher sequence number.
    #[param(minimum = 0)]
    changed_since: Option<i64>,
    /// Only rows changed at this moment or later, in milliseconds since 1970 UTC.
    updated_since: Option<i64>,
    /// `true`: removed rows too, marked `removed`.
    removed: Option<bool>,
}

/// The name that a program gives a request that writes.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code)]
pub struct Again {
    /// The program's own name for this request, a UUID. Sent twice, it is done once.
    #[param(rename = "Idempotency-Key", nullable = false, required = false)]
    key: Option<Uuid>,
}

/// By what work orders may be narrowed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct WorkOrderFilters {
    /// Where they stand.
    #[param(inline)]
    status: Option<Status>,
    /// The person who is on them.
    assigned_to: Option<Uuid>,
    /// The customer.
    customer: Option<Uuid>,
    /// The window ends after this moment, in milliseconds since 1970 UTC.
    from: Option<i64>,
    /// The window starts before this moment.
    to: Option<i64>,
}

/// By what sites may be narrowed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct SiteFilters {
    /// The customer.
    customer: Option<Uuid>,
}

/// By what rows of a work order may be narrowed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct WorkOrderOf {
    /// The work order.
    work_order: Option<Uuid>,
}

/// By what rows of a person may be narrowed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct UserOf {
    /// The person.
    user: Option<Uuid>,
}

/// What has no filters of its own.
#[derive(IntoParams)]
pub struct NoFilters {}
