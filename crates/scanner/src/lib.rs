//! Luma frame in, barcodes out.
//!
//! A frame passes these rooms, in this order:
//!
//! 1. [`frame`]: grey pixels, borrowed or owned, and the conversion from RGBA.
//! 2. `locate`: lines through the frame, the edges on each line, and the stretches that look like bars.
//! 3. `decode`: one stretch of bars, or one black-and-white picture, to text. The symbologies themselves are rxing's.
//! 4. [`vote`]: how much proof a reading needs, within one frame and across frames.
//! 5. [`Scanner`]: which of these steps runs on which frame, so that a phone keeps its pace.
//!
//! With the feature `more` there is a `MoreScanner`, which reads Aztec, PDF417 and DataBar too: the second module.
//!
//! Here never: a DOM, storage, network, a clock of its own, or any knowledge of stock.
//! The web worker around this library is the binary of the same name.
//!
//! ```
//! use scanner::{Luma, Scanner};
//!
//! let white = vec![255; 64 * 48];
//! let frame = Luma::new(64, 48, &white)?;
//! let mut scanner = Scanner::default();
//! assert!(scanner.read_frame(frame, 0.0).is_empty());
//! # Ok::<(), scanner::FrameError>(())
//! ```

mod check_digit;
mod decode;
mod detection;
pub mod frame;
mod lines;
mod locate;
#[cfg(feature = "more")]
mod more;
mod scanner;
mod seen;
mod stage;
mod still;
mod symbology;
pub mod vote;

pub use detection::{Detection, Point};
pub use frame::{FrameError, Luma, LumaFrame};
#[cfg(feature = "more")]
pub use more::MoreScanner;
pub use scanner::Scanner;
pub use stage::{Look, Stage, Step};
pub use symbology::Symbology;
pub use vote::{Sighting, Standing};
