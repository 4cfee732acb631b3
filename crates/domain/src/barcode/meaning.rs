//! What a scanned or typed text means for stock: numbers to look under, how much, which lot, until when.
//!
//! Sources: those of the rooms it puts together. Never here: refusing a text. What cannot be read is a plain key.

use super::amount::Amount;
use super::date::Date;
use super::digital_link::{is_web_address, link_before_fault};
use super::element::{Element, Scheme};
use super::gs1::{FNC1, elements_before_fault, parse_elements};
use super::gtin::{base_unit, code_key, expand_upc_e, is_gtin, is_restricted};
use super::mh10::{self, Significance, parse_envelope};

/// Where a text comes from, as far as it bears on what the text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// An EAN-13 symbol.
    Ean13,
    /// An EAN-8 symbol.
    Ean8,
    /// A UPC-A symbol.
    UpcA,
    /// A UPC-E symbol, all 8 digits.
    UpcE,
    /// An ITF-14 symbol.
    Itf14,
    /// A symbol of which the reader said that GS1 elements are in it: ]C1, ]d2, ]Q3, ]e0, ]z1.
    Gs1,
    /// Any other symbol.
    Plain,
    /// A person's fingers.
    Typed,
}

impl Carrier {
    /// Every one, in the order of declaration.
    pub const ALL: [Self; 8] =
        [Self::Ean13, Self::Ean8, Self::UpcA, Self::UpcE, Self::Itf14, Self::Gs1, Self::Plain, Self::Typed];
}

/// What a text means. Everything but `keys` is as it was printed, checked, and may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Keys to look under, the likeliest first. A GTIN has 14 digits, as [`code_key`] writes it; behind the one of a
    /// pack stands the one of the base unit. Empty only when the text has nothing but spaces and control characters.
    pub keys: Vec<String>,
    /// The number of the trade item, 14 digits. `None` when the number is restricted: then it is no GTIN.
    pub gtin: Option<String>,
    /// The indicator digit of a GTIN-14, 1 to 9: packs, and 9 for variable measure. `None` for the base unit.
    pub indicator: Option<u8>,
    /// How much is in it.
    pub quantity: Option<Amount>,
    /// The lot: AI 10; 1T of the supplier, else T of the customer.
    pub lot: Option<String>,
    /// The serial number: AI 21; S.
    pub serial: Option<String>,
    /// Not to be used after.
    pub expires: Option<Date>,
    /// When it was made.
    pub made: Option<Date>,
    /// Best used before.
    pub best_before: Option<Date>,
    /// The part number of who sold it: AI 240; 1P, else 30P.
    pub supplier_part: Option<String>,
    /// The part number of who bought it: AI 241; P.
    pub customer_part: Option<String>,
    /// The number of the customer's order: AI 400; K.
    pub order: Option<String>,
    /// A number of one company alone, never matched across companies. Prices and weights in it are not read: their
    /// layout is each company's own.
    pub restricted: bool,
    /// The text, if it is a web address. For showing; never opened.
    pub url: Option<String>,
    /// All that was read, in order, for showing. Of a text with a fault: what stands before it.
    pub elements: Vec<Element>,
}

/// Reads `text`. `this_year` completes years of two digits. A fault in GS1 elements does not hide what stands before it.
pub fn understand(text: &str, carrier: Carrier, this_year: u16) -> Meaning {
    let whole = text.trim();
    let (text, carrier) = match whole.get(..3) {
        Some("]C1" | "]d2" | "]Q3" | "]e0" | "]z1") => (whole.get(3..).unwrap_or_default().trim(), Carrier::Gs1),
        _ => (whole, carrier),
    };
    let mut meaning = Meaning::default();
    match elements(text, carrier) {
        Some(elements) => meaning.take_elements(elements, this_year),
        None => numbers(text, carrier).iter().for_each(|number| meaning.take_number(number)),
    }
    meaning.url = is_web_address(text).then(|| text.to_owned());
    meaning.take_text(text);
    // Whatever it is, there is something to look under: an identifier may stand alone.
    [text, whole].into_iter().for_each(|text| meaning.take_shown(text));
    meaning
}

fn elements(text: &str, carrier: Carrier) -> Option<Vec<Element>> {
    if let Some(fields) = parse_envelope(text) {
        return Some(fields);
    }
    let found = if is_web_address(text) {
        link_before_fault(text).0
    } else {
        match carrier {
            Carrier::Gs1 => elements_before_fault(text).0,
            Carrier::Plain | Carrier::Typed if text.starts_with([FNC1, '(']) => elements_before_fault(text).0,
            // Not every reader says what it read. Behind "01" a check digit speaks for it, but not alone: one number in ten
            // has the right one by chance, so all that follows must be right too.
            Carrier::Plain | Carrier::Typed if text.starts_with("01") && text.get(2..16).is_some_and(is_gtin) => {
                parse_elements(text).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    };
    Some(found).filter(|found| !found.is_empty())
}

/// The product numbers that a text may be, 14 digits each.
fn numbers(text: &str, carrier: Carrier) -> Vec<String> {
    // People copy the spaces that stand between the digits below the bars.
    let bare: String = match carrier {
        Carrier::Typed => text.chars().filter(|c| !matches!(c, ' ' | '-')).collect(),
        _ => text.to_owned(),
    };
    let short = match carrier {
        // A camera knows a UPC-E when it sees one; eight digits in another symbol are eight digits.
        Carrier::UpcE | Carrier::Typed => expand_upc_e(&bare),
        _ => None,
    };
    let long = Some(bare).filter(|_| carrier != Carrier::UpcE || short.is_none());
    long.into_iter().chain(short).filter(|n| is_gtin(n)).map(|n| code_key(&n)).collect()
}

impl Meaning {
    /// Takes a valid number of 14 digits. The first one is the item's.
    fn take_number(&mut self, number: &str) {
        if self.keys.is_empty() {
            self.restricted = is_restricted(number);
            self.gtin = Some(number.to_owned()).filter(|_| !self.restricted);
            self.indicator = number.bytes().next().map(|b| b - b'0').filter(|d| *d > 0);
        }
        self.take_key(number);
        if let Some(unit) = base_unit(number) {
            self.take_key(&unit);
        }
    }

    /// Control characters are never stored: what has some is no key.
    fn take_key(&mut self, key: &str) {
        if !key.is_empty() && !key.contains(char::is_control) && !self.keys.iter().any(|k| k == key) {
            self.keys.push(key.to_owned());
        }
    }

    /// The text itself is a key too: so an item may have been stored before this could be read.
    fn take_text(&mut self, text: &str) {
        if !is_gtin(text) {
            self.take_key(text);
        }
    }

    /// The text as it is shown, when there is no other key.
    fn take_shown(&mut self, text: &str) {
        if self.keys.is_empty() {
            let shown: String = text.chars().filter(|c| !c.is_control()).collect();
            self.take_key(shown.trim());
        }
    }

    fn take_elements(&mut self, elements: Vec<Element>, this_year: u16) {
        let gs1 = |id: &str| value(&elements, Scheme::Gs1, id);
        let label = |id: &str| value(&elements, Scheme::Mh10, id);
        let owned = |value: Option<&str>| value.map(str::to_owned);

        // 02 and 8026 name what a pallet holds, 03 and 8006 what is in hand. 8006 goes on behind the number.
        let numbers = ["01", "03", "8006", "02", "8026"].into_iter().filter_map(|id| gs1(id)?.get(..14));
        let numbers = numbers.chain(["8P", "3P"].into_iter().filter_map(label)).filter(|n| is_gtin(n));
        for number in numbers {
            self.take_number(&code_key(number));
        }
        for id in ["1P", "P", "30P", "25P"] {
            self.take_key(label(id).unwrap_or_default());
        }
        for id in ["240", "241"] {
            self.take_key(gs1(id).unwrap_or_default());
        }

        self.supplier_part = owned(gs1("240").or(label("1P")).or(label("30P")));
        self.customer_part = owned(gs1("241").or(label("P")));
        self.lot = owned(gs1("10").or(label("1T")).or(label("T")));
        self.serial = owned(gs1("21").or(label("S")));
        self.order = owned(gs1("400").or(label("K")));

        let count = ["30", "37"].into_iter().find_map(|id| Amount::read(gs1(id)?, super::amount::Unit::Each));
        let measure =
            || elements.iter().filter(|e| e.scheme == Scheme::Gs1).find_map(|e| Amount::measure(&e.id, &e.value));
        let pieces = || Amount::read(label("Q")?, super::amount::Unit::Each);
        self.quantity = count.or_else(measure).or_else(pieces).or_else(|| Amount::with_code(label("7Q")?));

        // 7003 and 8008 go on with a time.
        let day = |id: &str| Date::read(gs1(id)?.get(..6)?, "YYMMDD", this_year);
        self.expires = day("17").or_else(|| day("7003"));
        self.made = day("11").or_else(|| day("8008"));
        self.best_before = day("15");
        for element in elements.iter().filter(|e| e.scheme == Scheme::Mh10) {
            let Some((date, significance)) = mh10::date(&element.id, &element.value, this_year) else { continue };
            let field = match significance {
                Significance::Made => &mut self.made,
                Significance::Expires => &mut self.expires,
                Significance::BestBefore => &mut self.best_before,
                Significance::Unsaid => continue,
            };
            field.get_or_insert(date);
        }
        self.elements = elements;
    }
}

fn value<'a>(elements: &'a [Element], scheme: Scheme, id: &str) -> Option<&'a str> {
    elements.iter().find(|e| e.scheme == scheme && e.id == id).map(|e| e.value.as_str()).filter(|v| !v.is_empty())
}
