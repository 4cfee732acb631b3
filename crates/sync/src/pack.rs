//! Rows as the cache keeps them, and as a server sends very many: in one text, a line each. In front of each stands what is
//! asked of rows by the thousand: its name, its version, and what it hangs on. A start reads the fronts and none of the
//! rows; a row is read when somebody looks at it.
//!
//! A line: `item 0190…-… 12 0 - 314 {"entity":"item",…}`: kind, identifier, version, 1 for a tombstone, the row that it hangs
//! on or `-`, how many bytes the row has as JSON, and those.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::scope::{self, Links};
use domain::{Entity, Key, Row};
use serde::de::Error as _;
use uuid::Uuid;

/// The longest part of a front.
const LONGEST: usize = 64;

/// A row that is packed again.
enum Again<'a> {
    Line(&'a Pack, Line),
    Row(&'a Row),
}

impl Again<'_> {
    fn push(&self, text: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        match self {
            Self::Line(pack, line) => {
                text.extend_from_slice(pack.text.get(line.begin as usize..=line.to as usize).unwrap_or_default());
            }
            Self::Row(row) => {
                let mut line = String::new();
                push(&mut line, row)?;
                text.extend_from_slice(line.as_bytes());
            }
        }
        Ok(())
    }
}

/// Many rows in one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    text: Arc<Vec<u8>>,
    lines: Vec<Line>,
}

/// A row that nobody has read yet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Packed {
    text: Arc<Vec<u8>>,
    line: Line,
}

/// The front of a line, and where the row is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    key: Key,
    version: u64,
    deleted: bool,
    parent: Option<Uuid>,
    begin: u32,
    from: u32,
    to: u32,
}

impl Pack {
    /// The text of these rows.
    pub fn write<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Result<String, serde_json::Error> {
        let mut text = String::new();
        for row in rows {
            push(&mut text, row)?;
        }
        Ok(text)
    }

    /// These rows.
    pub fn of(rows: &[Row]) -> Result<Self, serde_json::Error> {
        Self::read(Self::write(rows)?.into_bytes())
            .ok_or_else(|| serde_json::Error::custom("a pack that cannot be read"))
    }

    /// Its text.
    pub fn text(&self) -> Result<&str, serde_json::Error> {
        std::str::from_utf8(&self.text).map_err(serde_json::Error::custom)
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Its text, as it came: whether it is UTF-8 is told by [`Pack::text`].
    pub fn bytes(&self) -> &[u8] {
        &self.text
    }

    /// Packs of some `size` in bytes, of these and of rows that are newer or gone, in the order of their keys: so a start
    /// need not sort them. Those of kinds that come `later` follow the others, and are never in one pack with them. What lies
    /// packed is copied as it is, unread: that is fast, and what was damaged is still found by whoever reads it.
    pub(crate) fn write_again<'a>(
        packs: &'a [Self],
        rows: &'a [Row],
        gone: &[Key],
        later: fn(Entity) -> bool,
        size: usize,
    ) -> impl Iterator<Item = Result<(bool, Vec<u8>), serde_json::Error>> + 'a {
        let gone: BTreeSet<&Key> = gone.iter().collect();
        let lines = packs.iter().flat_map(|pack| pack.lines.iter().map(|line| (line.key, Again::Line(pack, *line))));
        let mut all: Vec<(Key, Again)> = lines.chain(rows.iter().map(|row| (row.key(), Again::Row(row)))).collect();
        // Later ones win, as in memory.
        all.reverse();
        all.sort_by_key(|(key, _)| (later(key.entity), *key));
        all.dedup_by_key(|(key, _)| *key);
        all.retain(|(key, _)| !gone.contains(key));
        let mut all = all.into_iter().peekable();
        std::iter::from_fn(move || {
            let is_later = later(all.peek()?.0.entity);
            let mut text = Vec::with_capacity(size + size / 8);
            while text.len() < size
                && let Some((_, next)) = all.next_if(|(key, _)| later(key.entity) == is_later)
            {
                if let Err(error) = next.push(&mut text) {
                    return Some(Err(error));
                }
            }
            Some(Ok((is_later, text)))
        })
    }

    /// Reads the fronts of a text in UTF-8; `None` when it is no such text.
    pub fn read(text: Vec<u8>) -> Option<Self> {
        let mut lines = Vec::new();
        let mut from = 0;
        while from < text.len() {
            let line = Line::read(&text, from)?;
            from = line.to as usize + 1;
            lines.push(line);
        }
        Some(Self { text: Arc::new(text), lines })
    }

    /// Its rows, read one and all; an error when one of them cannot be.
    pub(crate) fn unpacked(&self) -> Result<Vec<Row>, serde_json::Error> {
        let read = |(_, packed): (Key, Packed)| packed.read().ok_or_else(|| serde_json::Error::custom("damaged"));
        self.rows().map(read).collect()
    }

    /// Whose rows these are.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> {
        self.lines.iter().map(|line| line.key)
    }

    /// Its rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (Key, Packed)> {
        self.lines.iter().map(|line| (line.key, Packed { text: self.text.clone(), line: *line }))
    }
}

/// A line.
fn push(text: &mut String, row: &Row) -> Result<(), serde_json::Error> {
    let (kind, id, version, deleted) = (row.entity.name(), row.id, row.version, u8::from(row.deleted));
    let parent = parent_of(row).map_or_else(|| "-".to_owned(), |id| id.to_string());
    let json = serde_json::to_string(row)?;
    let length = json.len().to_string();
    for part in [kind, &id.to_string(), &version.to_string(), &deleted.to_string(), &parent, &length] {
        text.push_str(part);
        text.push(' ');
    }
    text.push_str(&json);
    text.push('\n');
    Ok(())
}

impl Line {
    /// Reads the front of the line that begins at `from`. A line has its end: one without was cut off.
    fn read(text: &[u8], from: usize) -> Option<Self> {
        let mut at = from;
        let mut part = || {
            let rest = text.get(at..)?;
            let part = rest.get(..memchr::memchr(b' ', rest.get(..LONGEST).unwrap_or(rest))?)?;
            at += part.len() + 1;
            std::str::from_utf8(part).ok()
        };
        let entity = Entity::named(part()?)?;
        let id = Uuid::try_parse(part()?).ok()?;
        let (version, deleted) = (part()?.parse().ok()?, part()? == "1");
        let parent = match part()? {
            "-" => None,
            parent => Some(Uuid::try_parse(parent).ok()?),
        };
        let length: usize = part()?.parse().ok()?;
        let to = at.checked_add(length)?;
        let (key, to_end) = (Key { entity, id }, u32::try_from(to).ok()?);
        let line = Self { key, version, deleted, parent, begin: from as u32, from: at as u32, to: to_end };
        (text.get(to) == Some(&b'\n')).then_some(line)
    }
}

impl Packed {
    /// The row; `None` when what the cache gave back is not what went in.
    pub fn read(&self) -> Option<Row> {
        let row: Row = serde_json::from_slice(self.text.get(self.line.from as usize..self.line.to as usize)?).ok()?;
        (row.key() == self.line.key).then_some(row)
    }

    /// Counts its changes.
    pub fn version(&self) -> u64 {
        self.line.version
    }

    /// Whether it is a tombstone.
    pub fn is_deleted(&self) -> bool {
        self.line.deleted
    }

    /// What it hangs on.
    pub fn parent(&self) -> Option<Uuid> {
        self.line.parent
    }
}

/// What a row hangs on, as far as the screen asks: a job, a customer, a person, an item. It stands in front of packed rows, on
/// phones and on the line: should it answer something else one day, that is another form of pack.
pub(crate) fn parent_of(row: &Row) -> Option<Uuid> {
    match row.entity {
        // A level hangs on its item: that is how the screen asks for it.
        Entity::Level => Links::of(&row.body).item.map(|item| item.0),
        // Jobs are looked up by customer.
        Entity::WorkOrder => Links::of(&row.body).customer.map(|c| c.0),
        _ => scope::of(row.entity, row.id, &row.body).id(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use domain::{Body, Stamp};

    fn row(entity: Entity, id: u128, deleted: bool, body: &str) -> Row {
        Row {
            entity,
            id: Uuid::from_u128(id),
            version: 12,
            seq: 40,
            deleted,
            created: Stamp::default(),
            updated: Stamp::default(),
            body: Body::from_text(body.to_owned()).unwrap(),
        }
    }

    fn rows() -> Vec<Row> {
        let order = Uuid::from_u128(9);
        vec![
            row(Entity::Item, 1, false, r#"{"name":"Box, 4\" × 4\"\n"}"#),
            row(Entity::Note, 2, false, &format!(r#"{{"work_order":"{order}","text":"a b"}}"#)),
            row(Entity::Note, 3, true, "{}"),
        ]
    }

    #[test]
    fn rows_come_out_of_a_pack_as_they_went_in_with_what_is_asked_of_them() {
        let pack = Pack::read(Pack::write(&rows()).unwrap().into_bytes()).unwrap();
        let packed: Vec<(Key, Packed)> = pack.rows().collect();
        assert_eq!(packed.iter().map(|(_, packed)| packed.read().unwrap()).collect::<Vec<_>>(), rows());
        let fronts: Vec<_> = packed.iter().map(|(k, p)| (k.entity, p.version(), p.is_deleted(), p.parent())).collect();
        let order = Some(Uuid::from_u128(9));
        let expected =
            [(Entity::Item, 12, false, None), (Entity::Note, 12, false, order), (Entity::Note, 12, true, None)];
        assert_eq!(fronts, expected);
        assert_eq!(Pack::read(Vec::new()).unwrap().rows().count(), 0);
    }

    #[test]
    fn packing_again_copies_what_is_old_and_takes_what_is_newer() {
        let pack = Pack::read(Pack::write(&rows()).unwrap().into_bytes()).unwrap();
        let newer = [row(Entity::Item, 1, false, r#"{"name":"Box"}"#), row(Entity::Item, 7, false, "{}")];
        let gone = [Key::new(Entity::Note, Uuid::from_u128(3))];
        let first_line = Pack::write(&rows()[1..2]).unwrap().len();
        let texts: Result<Vec<_>, _> = Pack::write_again(&[pack], &newer, &gone, |_| false, first_line).collect();
        let packs: Vec<Pack> = texts.unwrap().into_iter().map(|(_, text)| Pack::read(text).unwrap()).collect();
        assert_eq!(packs.len(), 2);
        let all: Vec<Row> = packs.iter().flat_map(Pack::rows).map(|(_, packed)| packed.read().unwrap()).collect();
        assert_eq!(all, [rows()[1].clone(), newer[0].clone(), newer[1].clone()], "in the order of their keys");
    }

    #[test]
    fn kinds_that_come_later_are_behind_the_others_in_packs_of_their_own() {
        let rows = [rows(), vec![row(Entity::WorkOrder, 9, false, "{}")]].concat();
        let later = |entity| entity == Entity::Note;
        let texts: Result<Vec<_>, _> = Pack::write_again(&[], &rows, &[], later, 10_000).collect();
        let kinds = texts.unwrap().into_iter().map(|(is_later, text)| {
            let pack = Pack::read(text).unwrap();
            (is_later, pack.keys().map(|key| key.entity).collect::<Vec<_>>())
        });
        let first = vec![Entity::WorkOrder, Entity::Item];
        assert_eq!(kinds.collect::<Vec<_>>(), [(false, first), (true, vec![Entity::Note; 2])]);
    }

    #[test]
    fn packing_again_leaves_a_damaged_row_to_be_found() {
        let text = Pack::write(&rows()).unwrap().replace("\"name\"", "\"name:");
        let pack = Pack::read(text.into_bytes()).unwrap();
        let (_, again) = Pack::write_again(&[pack], &[], &[], |_| false, 10_000).next().unwrap().unwrap();
        let again = Pack::read(again).unwrap();
        let damaged: Vec<Key> =
            again.rows().filter(|(_, packed)| packed.read().is_none()).map(|(key, _)| key).collect();
        assert_eq!(damaged, [rows()[0].key()]);
    }

    #[test]
    fn what_rows_hang_on_stays_what_it_is() {
        let other = Uuid::from_u128(9);
        let hung = [
            (Entity::Level, format!(r#"{{"item":"{other}","location":"{}"}}"#, Uuid::from_u128(8))),
            (Entity::WorkOrder, format!(r#"{{"customer":"{other}"}}"#)),
            (Entity::Site, format!(r#"{{"customer":"{other}"}}"#)),
            (Entity::Photo, format!(r#"{{"work_order":"{other}"}}"#)),
        ];
        for (entity, body) in hung {
            let text = Pack::write([&row(entity, 1, false, &body)]).unwrap();
            assert_eq!(text.split(' ').nth(4), Some(other.to_string().as_str()), "{entity:?}");
        }
    }

    #[test]
    fn the_text_of_a_pack_stays_what_it_is() {
        let text = Pack::write(&rows()[..1]).unwrap();
        let id = "00000000-0000-0000-0000-000000000001";
        let nobody = r#"{"by":"00000000-0000-0000-0000-000000000000","at":0}"#;
        let json = format!(
            r#"{{"entity":"item","id":"{id}","version":12,"seq":40,"created":{nobody},"updated":{nobody},"body":{}}}"#,
            r#"{"name":"Box, 4\" × 4\"\n"}"#
        );
        assert_eq!(text, format!("item {id} 12 0 - {} {json}\n", json.len()));
    }

    #[test]
    fn what_is_no_pack_or_was_cut_off_is_told() {
        let whole = Pack::write(&rows()).unwrap();
        let cut: String = whole.chars().take(whole.chars().count() - 1).collect();
        let id = Uuid::nil();
        let longer = format!("item {id} 1 0 - 9 {{}}\n");
        for broken in [cut, "[]".to_owned(), "item x 1 0 - 2 {}\n".to_owned(), "nothing\n".to_owned(), longer] {
            assert_eq!(Pack::read(broken.into_bytes()), None);
        }
        let other = whole.replace("\"name\"", "\"name:");
        let pack = Pack::read(other.into_bytes()).unwrap();
        assert!(pack.rows().next().unwrap().1.read().is_none(), "a row that was damaged is found when it is read");
    }
}
