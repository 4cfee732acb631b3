//! A text as a QR code: drawn on the phone, as a shape. What is in it goes nowhere.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// The light border that readers need, in modules (ISO/IEC 18004, 6.3.8).
const QUIET: i32 = 4;

/// The code, or nothing for a text that is too long for one.
#[component]
pub(super) fn QrPicture(
    /// The text.
    text: String,
    /// What it is, for who does not see it.
    label: &'static str,
) -> impl IntoView {
    // A screen has no dirt and no folds: larger modules help more.
    let code = QrCode::encode_text(&text, QrCodeEcc::Low).ok()?;
    let size = code.size() + 2 * QUIET;
    Some(view! {
        <svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=label data-testid="factor-qr">
            <path d=dark_modules(&code)/>
        </svg>
    })
}

/// The dark modules, a stroke for each run of them in a row.
fn dark_modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    path
}
