//! One piece of what a barcode says: an identifier and its value, as they were encoded. Never here: what the value
//! means.

/// Which list the identifier is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// GS1 Application Identifiers (GS1 General Specifications, section 3).
    Gs1,
    /// Data Identifiers (ANSI MH10.8.2).
    Mh10,
}

/// An identifier and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Which list `id` is from.
    pub scheme: Scheme,
    /// "01", "3103"; "1P", "30T". Empty for a field of a label that begins with no Data Identifier.
    pub id: String,
    /// As it was encoded, without separators; a value of a web address is unescaped.
    pub value: String,
}
