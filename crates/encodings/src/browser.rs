//! The encodings that rxing names, decoded by the browser.

use std::borrow::Cow;

use web_sys::{TextDecoder, TextDecoderOptions};

/// A text encoding.
#[derive(Debug, PartialEq, Eq)]
pub struct Encoding {
    label: &'static str,
}

macro_rules! encodings {
    ($($name:ident = $label:literal),* $(,)?) => {
        $(
            #[doc = concat!("`", $label, "` of the Encoding Standard.")]
            pub static $name: &Encoding = &Encoding { label: $label };
        )*
    };
}

encodings! {
    BIG5 = "big5",
    EUC_KR = "euc-kr",
    GB18030 = "gb18030",
    GBK = "gbk",
    ISO_8859_2 = "iso-8859-2",
    ISO_8859_3 = "iso-8859-3",
    ISO_8859_4 = "iso-8859-4",
    ISO_8859_5 = "iso-8859-5",
    ISO_8859_6 = "iso-8859-6",
    ISO_8859_7 = "iso-8859-7",
    ISO_8859_8 = "iso-8859-8",
    ISO_8859_10 = "iso-8859-10",
    ISO_8859_13 = "iso-8859-13",
    ISO_8859_14 = "iso-8859-14",
    ISO_8859_15 = "iso-8859-15",
    ISO_8859_16 = "iso-8859-16",
    SHIFT_JIS = "shift_jis",
    UTF_8 = "utf-8",
    UTF_16BE = "utf-16be",
    UTF_16LE = "utf-16le",
    WINDOWS_874 = "windows-874",
    WINDOWS_1250 = "windows-1250",
    WINDOWS_1251 = "windows-1251",
    WINDOWS_1252 = "windows-1252",
    WINDOWS_1254 = "windows-1254",
    WINDOWS_1256 = "windows-1256",
}

impl Encoding {
    /// The encoding with this label: of all labels of the standard, the one that rxing asks for.
    pub fn for_label(label: &[u8]) -> Option<&'static Self> {
        // The standard reads `ascii` as windows-1252.
        label.eq_ignore_ascii_case(b"ascii").then_some(WINDOWS_1252)
    }

    /// The text of `bytes`, and whether some of them are no text of this encoding: those become U+FFFD.
    pub fn decode<'a>(&'static self, bytes: &'a [u8]) -> (Cow<'a, str>, &'static Self, bool) {
        match self.read(bytes, true) {
            Some(text) => (Cow::Owned(text), self, false),
            None => (Cow::Owned(self.read(bytes, false).unwrap_or_default()), self, true),
        }
    }

    /// The bytes of `text`. Browsers write UTF-8 alone; in the other encodings only ASCII is written, and the rest is told
    /// as an error. Reading codes never writes.
    pub fn encode<'a>(&'static self, text: &'a str) -> (Cow<'a, [u8]>, &'static Self, bool) {
        if self == UTF_8 || text.is_ascii() {
            return (Cow::Borrowed(text.as_bytes()), self, false);
        }
        (Cow::Owned(text.chars().map(|c| if c.is_ascii() { c as u8 } else { b'?' }).collect()), self, true)
    }

    fn read(&self, bytes: &[u8], fatal: bool) -> Option<String> {
        let options = TextDecoderOptions::new();
        options.set_fatal(fatal);
        let decoder = TextDecoder::new_with_label_and_options(self.label, &options).ok()?;
        decoder.decode_with_u8_array(bytes).ok()
    }
}
