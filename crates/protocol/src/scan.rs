//! What the page and the scanner's web worker say to each other.
//!
//! Pixels never pass through serde. A message to the worker is a JavaScript object of two fields: `head`, the JSON of a
//! [`Request`], and `pixels`, which travels beside it by transfer (see [`Pixels`]). A message from the worker
//! is one string: the JSON of a [`Reply`]. The worker speaks first: what is sent before [`Reply::Ready`] is lost.

use serde::{Deserialize, Serialize};

/// The language of this file. The page refuses a worker of another build: a cached `scanner.wasm` may be older.
pub const VERSION: &str = concat!("scan 1, ", env!("CARGO_PKG_VERSION"));

/// The field of a message to the worker that holds the JSON of a [`Request`].
pub const HEAD_FIELD: &str = "head";
/// The field of a message to the worker that holds what [`Pixels`] announces.
pub const PIXELS_FIELD: &str = "pixels";

/// From the page to the worker. Each but `Reset` gets exactly one reply with the same id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Request {
    /// The next frame of the camera. The page sends one only after the last one was answered: newest frame wins.
    Frame {
        /// Returned with the answer.
        id: u32,
        /// What the `pixels` field holds.
        pixels: Pixels,
    },
    /// A photo of the code: every size, turned too, however long it takes. It plays no part in the votes on frames.
    Still {
        /// Returned with the answer.
        id: u32,
        /// What the `pixels` field holds.
        pixels: Pixels,
    },
    /// Forget what earlier frames showed: the camera was opened again, or an undo makes the same code new.
    Reset,
}

impl Request {
    /// Reads the `head` field.
    ///
    /// Compiled here, once and small: in the worker's own crate, which is built for speed, reading its few words of JSON took
    /// more room than a barcode symbology.
    pub fn read(head: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(head)
    }
}

impl Reply {
    /// The message as it is sent. Compiled here for the same reason.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// What travels in the `pixels` field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "layout", rename_all = "snake_case")]
pub enum Pixels {
    /// An `ArrayBuffer` of one grey byte a pixel, rows without a gap.
    Luma {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// An `ArrayBuffer` of four bytes a pixel, as `ImageData` has them.
    Rgba {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// A `VideoFrame` or an `ImageBitmap`. The worker draws, reads and closes it.
    Picture,
}

/// From the worker to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Reply {
    /// The worker listens.
    Ready {
        /// [`VERSION`] of the worker's build.
        version: String,
    },
    /// A frame or a still was read, with or without a code in it.
    Read {
        /// The id of the request.
        id: u32,
        /// What was in the picture, the best proven first.
        detections: Vec<Detection>,
        /// The size of the picture that the outlines refer to.
        size: Size,
        /// From message to answer, inside the worker.
        elapsed_ms: f64,
    },
    /// A request could not be carried out. The worker lives on.
    Failed {
        /// The id of the request, where it could be read.
        id: Option<u32>,
        /// For the log, not for a person.
        reason: String,
    },
}

/// Pixels across and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// One code in a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// The content; an FNC1 inside is U+001D.
    pub text: String,
    /// The codewords, where the symbology has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub raw: Vec<u8>,
    /// The family of the code.
    pub symbology: Symbology,
    /// The AIM symbology identifier, such as `]C1` for GS1-128.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// The two or five digits beside an EAN or UPC code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add_on: Option<String>,
    /// Corners in drawing order, `[x, y]` in pixels of the picture: four, or two where one line saw the code.
    pub outline: Vec<[f32; 2]>,
    /// Whether to act on it.
    pub standing: Standing,
}

/// Whether a reading may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Draw it; another frame has to agree first. On a still: show it and ask.
    Candidate,
    /// Act on it, once.
    Accepted,
    /// Draw it; it was acted on and never left the view.
    Repeat,
}

/// The family of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Symbology {
    Ean13,
    Ean8,
    UpcA,
    UpcE,
    Code128,
    Code39,
    Code93,
    Itf,
    Codabar,
    Qr,
    DataMatrix,
    /// This and what follows comes from the second module alone.
    Aztec,
    Pdf417,
    /// A GTIN, as the element that it is: "01" is ahead of it.
    DataBar,
    /// GS1 elements.
    DataBarExpanded,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn requests_keep_their_shape() {
        let frame = Request::Frame { id: 7, pixels: Pixels::Luma { width: 1280, height: 720 } };
        let json = r#"{"type":"frame","id":7,"pixels":{"layout":"luma","width":1280,"height":720}}"#;
        assert_eq!(serde_json::to_string(&frame).unwrap(), json);
        let still = r#"{"type":"still","id":8,"pixels":{"layout":"picture"}}"#;
        let read: Request = serde_json::from_str(still).unwrap();
        assert_eq!(read, Request::Still { id: 8, pixels: Pixels::Picture });
        assert_eq!(serde_json::to_string(&Request::Reset).unwrap(), r#"{"type":"reset"}"#);
    }

    #[test]
    fn replies_keep_their_shape() {
        let reply = Reply::Read {
            id: 7,
            detections: vec![Detection {
                text: "400880000600".into(),
                raw: Vec::new(),
                symbology: Symbology::UpcA,
                identifier: None,
                add_on: None,
                outline: vec![[1.5, 2.0], [3.0, 4.0]],
                standing: Standing::Accepted,
            }],
            size: Size { width: 640, height: 480 },
            elapsed_ms: 3.5,
        };
        let json = concat!(
            r#"{"type":"read","id":7,"detections":[{"text":"400880000600","symbology":"upc_a","#,
            r#""outline":[[1.5,2.0],[3.0,4.0]],"standing":"accepted"}],"#,
            r#""size":{"width":640,"height":480},"elapsed_ms":3.5}"#
        );
        assert_eq!(serde_json::to_string(&reply).unwrap(), json);
        assert_eq!(serde_json::from_str::<Reply>(json).unwrap(), reply);
        let ready = Reply::Ready { version: VERSION.into() };
        assert!(serde_json::to_string(&ready).unwrap().starts_with(r#"{"type":"ready","version":"scan 1, "#));
    }

    #[test]
    fn symbologies_have_one_name_each() {
        for (symbology, name) in [
            (Symbology::Ean13, "ean13"),
            (Symbology::Ean8, "ean8"),
            (Symbology::UpcA, "upc_a"),
            (Symbology::UpcE, "upc_e"),
            (Symbology::Code128, "code128"),
            (Symbology::Code39, "code39"),
            (Symbology::Code93, "code93"),
            (Symbology::Itf, "itf"),
            (Symbology::Codabar, "codabar"),
            (Symbology::Qr, "qr"),
            (Symbology::DataMatrix, "data_matrix"),
            (Symbology::Aztec, "aztec"),
            (Symbology::Pdf417, "pdf417"),
            (Symbology::DataBar, "data_bar"),
            (Symbology::DataBarExpanded, "data_bar_expanded"),
        ] {
            assert_eq!(serde_json::to_string(&symbology).unwrap(), format!("\"{name}\""));
        }
    }
}
