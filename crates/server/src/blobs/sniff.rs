//! What a file is, by its first bytes. What the phone or the file's name says does not count: a page of HTML must never
//! be served as a picture.

/// The media type of a picture; `None` for everything else.
pub fn picture(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some("image/jpeg");
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("image/png");
    }
    if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        return Some("image/gif");
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some("image/webp");
    }
    // ISO base media: a box "ftyp", its main brand, then the brands it is compatible with (ISO 14496-12, 4.3).
    if head.get(4..8) == Some(b"ftyp") {
        return head[8..].chunks_exact(4).find_map(brand);
    }
    None
}

fn brand(brand: &[u8]) -> Option<&'static str> {
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some("image/heic"),
        b"avif" | b"avis" => Some("image/avif"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_bytes() {
        assert_eq!(picture(&[0xFF, 0xD8, 0xFF, 0xE1, 0, 0]), Some("image/jpeg"));
        assert_eq!(picture(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(picture(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(picture(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some("image/heic"));
        assert_eq!(picture(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), Some("image/heic"));
    }

    #[test]
    fn everything_else_is_no_picture() {
        for other in
            [&b"<html><body>"[..], b"\0\0\0\x18ftypisom\0\0\0\0mp42", b"%PDF-1.7", b"", b"RIFF", b"\0\0\0\x18ftyp"]
        {
            assert_eq!(picture(other), None);
        }
    }
}
