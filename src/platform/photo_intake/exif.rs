//! When a JPEG says that it was taken: `DateTimeOriginal` in its Exif block (CIPA DC-008, over TIFF 6.0).

/// Points from the first directory to the one with the camera's own tags.
const EXIF_DIRECTORY: u16 = 0x8769;
/// `2026:11:23 13:30:05`, by the camera's clock.
const DATE_TIME_ORIGINAL: u16 = 0x9003;
/// `+02:00`, where the camera knows its zone.
const OFFSET_TIME_ORIGINAL: u16 = 0x9011;
/// Bytes of a directory's entry: tag, type, count, value.
const ENTRY: usize = 12;

/// The moment in ISO 8601, without a zone where the camera tells none. `head` is the file's beginning; the block is
/// within its first 64 KiB.
pub fn taken(head: &[u8]) -> Option<String> {
    let tiff = Tiff::read(block(head)?)?;
    let first = tiff.u32(4)? as usize;
    let exif = tiff.u32(tiff.entry(first, EXIF_DIRECTORY)? + 8)? as usize;
    let moment = iso(tiff.text(tiff.entry(exif, DATE_TIME_ORIGINAL)?)?)?;
    let zone = tiff.entry(exif, OFFSET_TIME_ORIGINAL).and_then(|entry| tiff.text(entry)).filter(|zone| is_zone(zone));
    Some(moment + zone.unwrap_or_default())
}

/// The Exif block among the segments that precede the picture.
fn block(head: &[u8]) -> Option<&[u8]> {
    let mut at = 2;
    loop {
        let [0xFF, kind, high, low] = *head.get(at..at + 4)? else { return None };
        let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        if kind == 0xDA {
            return None;
        }
        let body = head.get(at + 4..end.min(head.len()))?;
        match body.strip_prefix(b"Exif\0\0") {
            Some(block) if kind == 0xE1 => return Some(block),
            _ => at = end,
        }
    }
}

/// `2026:11:23 13:30:05` as `2026-11-23T13:30:05`; cameras without a date write zeros or blanks.
fn iso(stated: &str) -> Option<String> {
    let shape = |(at, b): (usize, u8)| match at {
        4 | 7 | 13 | 16 => b == b':',
        10 => b == b' ',
        _ => b.is_ascii_digit(),
    };
    let good = stated.len() == 19 && stated.bytes().enumerate().all(shape) && !stated.starts_with("0000");
    good.then(|| format!("{}-{}-{}T{}", &stated[..4], &stated[5..7], &stated[8..10], &stated[11..]))
}

fn is_zone(text: &str) -> bool {
    matches!(text.as_bytes(), [b'+' | b'-', a, b, b':', c, d] if [a, b, c, d].iter().all(|d| d.is_ascii_digit()))
}

/// A TIFF block, in its own order of bytes.
struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> Tiff<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        match bytes.get(..2)? {
            b"II" => Some(Self { bytes, little: true }),
            b"MM" => Some(Self { bytes, little: false }),
            _ => None,
        }
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let pair = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let four = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    /// Where the entry with this tag stands in the directory.
    fn entry(&self, directory: usize, tag: u16) -> Option<usize> {
        let count = usize::from(self.u16(directory)?);
        (0..count).map(|n| directory + 2 + n * ENTRY).find(|at| self.u16(*at) == Some(tag))
    }

    /// The text of an entry, without its closing zero. Longer than four bytes, it stands elsewhere.
    fn text(&self, entry: usize) -> Option<&'a str> {
        let length = self.u32(entry + 4)? as usize;
        let at = self.u32(entry + 8)? as usize;
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        std::str::from_utf8(bytes).ok().map(|text| text.trim_end_matches('\0'))
    }
}
