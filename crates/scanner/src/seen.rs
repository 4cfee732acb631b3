//! A frame, and what several stages need of it: made when the first of them asks.
//!
//! Never here: how any of it is made.

use std::cell::OnceCell;

use crate::Luma;
use crate::decode::{Blocks, Picture};
use crate::locate::Grain;

/// A frame that is being searched.
pub(crate) struct Seen<'a> {
    frame: Luma<'a>,
    grain: OnceCell<Grain>,
    blocks: OnceCell<Option<Blocks>>,
    by_mean: OnceCell<Option<Picture>>,
    halfway: OnceCell<Option<Picture>>,
}

impl<'a> Seen<'a> {
    pub(crate) fn new(frame: Luma<'a>) -> Self {
        Self {
            frame,
            grain: OnceCell::new(),
            blocks: OnceCell::new(),
            by_mean: OnceCell::new(),
            halfway: OnceCell::new(),
        }
    }

    pub(crate) fn frame(&self) -> &Luma<'a> {
        &self.frame
    }

    /// Which way it is grained.
    pub(crate) fn grain(&self) -> &Grain {
        self.grain.get_or_init(|| Grain::of(&self.frame))
    }

    /// In black and white by the mean around. `None` for a frame that is too small to hold a code.
    pub(crate) fn by_mean(&self) -> Option<&Picture> {
        let make = || self.blocks().and_then(|blocks| Picture::by_mean(&self.frame, blocks));
        self.by_mean.get_or_init(make).as_ref()
    }

    /// In black and white by what lies halfway between the darkest and the brightest place around.
    pub(crate) fn halfway(&self) -> Option<&Picture> {
        let make = || self.blocks().and_then(|blocks| Picture::halfway(&self.frame, blocks));
        self.halfway.get_or_init(make).as_ref()
    }

    fn blocks(&self) -> Option<&Blocks> {
        self.blocks.get_or_init(|| Blocks::of(&self.frame)).as_ref()
    }
}
