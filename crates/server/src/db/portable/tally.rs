//! How many rows there are, and a digest of them that does not depend on their order: engines sort texts differently.
//!
//! The digest is the sum of the SHA-256 of every row, in four lanes of 64 bits. It finds what got lost or changed on the
//! way; against somebody who means it, an archive has its encryption.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Table;
use crate::db::Value;

/// Rows and their digest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub rows: u64,
    sum: [u64; 4],
}

impl Tally {
    fn add(&mut self, row: &[Value]) {
        let mut hash = Sha256::new();
        for value in row {
            // Each value ends in a way that no other begins.
            match value {
                Value::Int(None) | Value::Text(None) => hash.update("n,"),
                Value::Int(Some(int)) => hash.update(format!("i{int},")),
                Value::Text(Some(text)) => {
                    hash.update(format!("t{}:", text.len()));
                    hash.update(text);
                }
            }
        }
        for (lane, bytes) in self.sum.iter_mut().zip(hash.finalize().chunks_exact(8)) {
            let bytes = bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte));
            *lane = lane.wrapping_add(bytes);
        }
        self.rows += 1;
    }

    /// The digest, in hexadecimal digits.
    pub fn digest(&self) -> String {
        self.sum.map(|lane| format!("{lane:016x}")).concat()
    }
}

/// What each table holds of each company; of none where rows belong to the installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies(BTreeMap<(String, String), Tally>);

impl Tallies {
    /// Counts rows of a table.
    pub fn add(&mut self, table: &Table, rows: &[Vec<Value>]) {
        for row in rows {
            let company = match table.company.and_then(|at| row.get(at)) {
                Some(Value::Text(Some(company))) => company.as_str(),
                _ => "",
            };
            self.0.entry((table.name.clone(), company.to_owned())).or_default().add(row);
        }
    }

    /// Every line: table, company, rows, digest.
    pub fn lines(&self) -> Vec<(String, String, u64, String)> {
        let line = |((table, company), tally): (&(String, String), &Tally)| {
            (table.clone(), company.clone(), tally.rows, tally.digest())
        };
        self.0.iter().map(line).collect()
    }

    /// How many rows in each table.
    pub fn counts(&self) -> BTreeMap<&str, u64> {
        self.0.iter().fold(BTreeMap::new(), |mut counts, ((table, _), tally)| {
            *counts.entry(table.as_str()).or_default() += tally.rows;
            counts
        })
    }

    /// How many rows in all.
    pub fn rows(&self) -> u64 {
        self.0.values().map(|tally| tally.rows).sum()
    }

    /// Where this is not `other`, as lines for people; empty when they are the same.
    pub fn differences(&self, other: &[(String, String, u64, String)]) -> Vec<String> {
        let mut found = Vec::new();
        let ours = self.lines();
        for line in ours.iter().filter(|line| !other.contains(line)) {
            found
                .push(format!("table {} of company {}: {} rows are here, and they are others", line.0, line.1, line.2));
        }
        let missing = other.iter().filter(|line| !ours.iter().any(|o| (&o.0, &o.1) == (&line.0, &line.1)));
        found.extend(
            missing.map(|line| format!("table {} of company {}: all {} rows are missing", line.0, line.1, line.2)),
        );
        found
    }
}
