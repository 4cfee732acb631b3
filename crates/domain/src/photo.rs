//! Photos of a work order: the row. The bytes are named by their SHA-256 and travel apart.

use serde::{Deserialize, Serialize};

use crate::ids::WorkOrderId;
use crate::rejection::{Code, Rejection};
use crate::text;

/// The largest original: 200 MB, far above a 48-megapixel HEIC or a raw JPEG.
pub const MAX_BYTES: u64 = 200 * 1024 * 1024;

/// What the picture is meant to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// Before the work.
    Before,
    /// What is wrong.
    Problem,
    /// After the work.
    After,
    /// The panel's label or directory.
    PanelLabel,
    /// The permit card.
    Permit,
    /// A meter or test reading.
    Meter,
    /// A serial plate.
    SerialPlate,
}

/// All slots, in the order of the day.
pub const SLOTS: [Slot; 7] =
    [Slot::Before, Slot::Problem, Slot::PanelLabel, Slot::Permit, Slot::Meter, Slot::SerialPlate, Slot::After];

/// A photo.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Photo {
    /// Of which work order.
    pub work_order: WorkOrderId,
    /// SHA-256 of the untouched original, 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type, as the bytes say.
    pub mime: String,
    /// Width as shown upright, in pixels; 0 when the phone could not tell.
    pub width: u32,
    /// Height as shown upright, in pixels.
    pub height: u32,
    /// SHA-256 of a small JPEG that the phone made, when it could.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumb_sha256: Option<String>,
    /// When it was taken, in milliseconds.
    pub taken_at: i64,
    /// What it is meant to show.
    pub slot: Option<Slot>,
    /// Words under it.
    pub caption: String,
}

impl Photo {
    /// Checks what the phone says of it.
    pub fn check(&self) -> Result<(), Rejection> {
        if !is_sha256(&self.sha256) {
            return Err(Rejection::on(Code::Invalid, "sha256"));
        }
        if self.thumb_sha256.as_deref().is_some_and(|s| !is_sha256(s)) {
            return Err(Rejection::on(Code::Invalid, "thumb_sha256"));
        }
        if self.size == 0 || self.size > MAX_BYTES {
            return Err(Rejection::on(Code::Invalid, "size"));
        }
        text::required("mime", &self.mime, text::LINE)?;
        text::bounded("caption", &self.caption, text::PARAGRAPH)
    }
}

/// 64 hexadecimal digits in lower case.
pub fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}
