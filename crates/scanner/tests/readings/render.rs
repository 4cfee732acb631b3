//! Pictures of codes for tests and fixtures: a label printed on a sheet, and the sheet seen by a camera.

use rxing::common::BitMatrix;
use rxing::{BarcodeFormat, MultiFormatWriter, Writer};
use scanner::{LumaFrame, Symbology};

/// A grey sheet that things are drawn on.
#[derive(Clone)]
pub struct Sheet {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Sheet {
    pub fn new(width: usize, height: usize, grey: u8) -> Self {
        Self { width, height, pixels: vec![grey; width * height] }
    }

    pub fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, grey: u8) {
        for y in top.min(self.height)..(top + height).min(self.height) {
            let row = &mut self.pixels[y * self.width..][..self.width];
            row[left.min(self.width)..(left + width).min(self.width)].fill(grey);
        }
    }

    /// Draws a code with `module` pixels to the narrowest bar; one-dimensional codes get `height` pixels.
    pub fn draw_code(&mut self, code: &BitMatrix, left: usize, top: usize, module: usize, height: usize) {
        let tall = if code.getHeight() == 1 { height } else { module };
        for y in 0..code.getHeight() {
            for x in 0..code.getWidth() {
                if code.get(x, y) {
                    self.fill(left + x as usize * module, top + y as usize * tall, module, tall, 12);
                }
            }
        }
    }

    pub fn into_frame(self) -> LumaFrame {
        LumaFrame::new(self.width, self.height, self.pixels).unwrap()
    }

    /// The brightness between pixels; outside of the sheet `None`.
    pub fn sample(&self, x: f32, y: f32) -> Option<f32> {
        if x < 0.0 || y < 0.0 || x >= (self.width - 1) as f32 || y >= (self.height - 1) as f32 {
            return None;
        }
        let (left, top) = (x as usize, y as usize);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let at = |x: usize, y: usize| f32::from(self.pixels[y * self.width + x]);
        let upper = at(left, top) * (1.0 - fx) + at(left + 1, top) * fx;
        let lower = at(left, top + 1) * (1.0 - fx) + at(left + 1, top + 1) * fx;
        Some(upper * (1.0 - fy) + lower * fy)
    }
}

/// The modules of a code, without a quiet zone.
pub fn code(symbology: Symbology, text: &str) -> BitMatrix {
    let format = match symbology {
        Symbology::Ean13 => BarcodeFormat::EAN_13,
        Symbology::Ean8 => BarcodeFormat::EAN_8,
        Symbology::UpcA => BarcodeFormat::UPC_A,
        Symbology::UpcE => BarcodeFormat::UPC_E,
        Symbology::Code128 => BarcodeFormat::CODE_128,
        Symbology::Code39 => BarcodeFormat::CODE_39,
        Symbology::Code93 => BarcodeFormat::CODE_93,
        Symbology::Itf => BarcodeFormat::ITF,
        Symbology::Codabar => BarcodeFormat::CODABAR,
        Symbology::Qr => BarcodeFormat::QR_CODE,
        Symbology::DataMatrix => BarcodeFormat::DATA_MATRIX,
        other => panic!("{other} is written in the tests of the second module"),
    };
    let size = i32::from(format == BarcodeFormat::DATA_MATRIX || format == BarcodeFormat::QR_CODE);
    let with_margin = MultiFormatWriter.encode(text, &format, size, 1.max(size)).unwrap();
    without_margin(&with_margin)
}

/// The modules of a code alone.
pub fn without_margin(code: &BitMatrix) -> BitMatrix {
    let [left, top, width, height] = code.getEnclosingRectangle().unwrap();
    let mut bare = BitMatrix::new(width, height).unwrap();
    for y in 0..height {
        for x in 0..width {
            if code.get(left + x, top + y) {
                bare.set(x, y);
            }
        }
    }
    bare
}

/// A code on white paper with the quiet zone that every standard asks for.
pub fn label(symbology: Symbology, text: &str, module: usize) -> Sheet {
    label_of(&code(symbology, text), module)
}

/// The same for modules that are there already.
pub fn label_of(code: &BitMatrix, module: usize) -> Sheet {
    let quiet = 12 * module;
    let width = code.getWidth() as usize * module + 2 * quiet;
    let bars = 60 * module;
    let tall = if code.getHeight() == 1 { bars } else { code.getHeight() as usize * module };
    let mut sheet = Sheet::new(width, tall + 2 * quiet, 236);
    sheet.draw_code(code, quiet, quiet, module, bars);
    sheet
}

/// A repeatable stream of numbers for noise.
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    /// About normal, with a spread of one.
    pub fn bell(&mut self) -> f32 {
        let sum: f32 = (0..4).map(|_| (self.next() % 1024) as f32 / 1023.0).sum();
        (sum - 2.0) * 1.73
    }
}

/// How the camera sees a sheet.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Pixels of the frame for one of the sheet.
    pub scale: f32,
    /// Clockwise, in degrees.
    pub turn: f32,
    /// How much smaller the far edge is, as a part.
    pub perspective: f32,
    /// Radius of the blur in pixels of the frame.
    pub blur: usize,
    /// Spread of the noise in grey levels.
    pub noise: f32,
}

impl View {
    pub const STRAIGHT: Self = Self { scale: 1.0, turn: 0.0, perspective: 0.0, blur: 0, noise: 0.0 };

    /// The place on the sheet that is seen `dx`, `dy` pixels from the middle of the frame.
    pub fn place(&self, sheet: &Sheet, dx: f32, dy: f32) -> (f32, f32) {
        let (sine, cosine) = self.turn.to_radians().sin_cos();
        let (x, y) = ((dx * cosine + dy * sine) / self.scale, (dy * cosine - dx * sine) / self.scale);
        let depth = 1.0 + self.perspective * x / sheet.width as f32;
        (sheet.width as f32 / 2.0 + x * depth, sheet.height as f32 / 2.0 + y * depth)
    }

    /// The sheet on grey ground, as a frame of the given size.
    pub fn of(&self, sheet: &Sheet, width: usize, height: usize, seed: u64) -> Sheet {
        let mut noise = Noise(seed);
        let mut seen = Sheet::new(width, height, 150);
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = self.place(sheet, x as f32 - width as f32 / 2.0, y as f32 - height as f32 / 2.0);
                if let Some(grey) = sheet.sample(from_x, from_y) {
                    seen.pixels[y * width + x] = grey as u8;
                }
            }
        }
        blur(&mut seen, self.blur);
        for pixel in &mut seen.pixels {
            *pixel = (f32::from(*pixel) + noise.bell() * self.noise).clamp(0.0, 255.0) as u8;
        }
        seen
    }
}

/// A box blur in both directions, twice: near enough to a lens out of focus.
pub fn blur(sheet: &mut Sheet, radius: usize) {
    if radius == 0 {
        return;
    }
    let (width, height) = (sheet.width, sheet.height);
    for _ in 0..2 {
        for y in 0..height {
            smooth(&mut sheet.pixels[y * width..(y + 1) * width], radius);
        }
        for x in 0..width {
            let mut column: Vec<u8> = (0..height).map(|y| sheet.pixels[y * width + x]).collect();
            smooth(&mut column, radius);
            column.iter().enumerate().for_each(|(y, &value)| sheet.pixels[y * width + x] = value);
        }
    }
}

fn smooth(values: &mut [u8], radius: usize) {
    let before = values.to_vec();
    for (i, value) in values.iter_mut().enumerate() {
        let around = &before[i.saturating_sub(radius)..before.len().min(i + radius + 1)];
        *value = (around.iter().map(|&v| u32::from(v)).sum::<u32>() / around.len() as u32) as u8;
    }
}
