//! Scores side by side: a table for people, and JSON for whoever compares.
//!
//! Never here: counting.

use serde_json::{Map, Value, json};

use super::Score;

/// A reader and how it did.
pub struct Row {
    /// Its name.
    pub name: String,
    /// How it did.
    pub score: Score,
    /// What of it travels to a phone, in bytes, compressed by brotli.
    pub brotli: Option<u64>,
}

/// Our reader as a photo.
const OURS: &str = "pem2";
/// Our reader as frames of a video. In the JSON a part of the row of the photo.
const FRAMES: &str = "pem2 frames";

/// An object for each reader. `median_ms`, `p95_ms`: pictures with a code. `empty_*`: pictures without one; of ours what a
/// frame of a video costs, and beside it the cheapest of the frames and the same picture as a photo.
pub fn as_json(rows: &[Row]) -> Value {
    let frames = rows.iter().find(|row| row.name == FRAMES).map(|row| &row.score);
    let others = rows.iter().filter(|row| row.name != FRAMES);
    let objects = others.map(|row| (row.name.clone(), object(row, frames.filter(|_| row.name == OURS))));
    Value::Object(objects.collect::<Map<String, Value>>())
}

fn object(row: &Row, frames: Option<&Score>) -> Value {
    let score = &row.score;
    let (sum, (median, p95)) = (score.sum(), Score::spread(&score.times));
    let (mut empty_median, mut empty_p95) = Score::spread(&score.empty_times);
    let mut object = json!({
        "correct": sum.correct, "total": sum.total, "wrong": sum.wrong, "false_positives": score.false_positives,
        "median_ms": median, "p95_ms": p95, "brotli_bytes": row.brotli, "formats": score.formats,
        "failures": score.failures,
    });
    if let Some(frames) = frames {
        object["still_empty_median_ms"] = json!(empty_median);
        object["round_trip_median_ms"] = json!(Score::spread(&score.trips).0);
        object["empty_fast_median_ms"] = json!(Score::spread(&frames.fast_times).0);
        object["frames_correct"] = json!(frames.sum().correct);
        object["frames_wrong"] = json!(frames.sum().wrong);
        object["frames_false_positives"] = json!(frames.false_positives);
        (empty_median, empty_p95) = Score::spread(&frames.empty_times);
    }
    object["empty_median_ms"] = json!(empty_median);
    object["empty_p95_ms"] = json!(empty_p95);
    object
}

/// Two tables: all together, and right of all by family.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![
        "| reader | right | wrong | median / p95 ms | empty, median / p95 ms | false | brotli |".to_owned(),
        "|---|---|---|---|---|---|---|".to_owned(),
    ];
    let words = |times: &[f64]| {
        let (median, p95) = Score::spread(times);
        format!("{:.2} / {:.2}", median.unwrap_or(f64::NAN), p95.unwrap_or(f64::NAN))
    };
    for Row { name, score, brotli } in rows {
        let sum = score.sum();
        let percent = 100.0 * sum.correct as f64 / sum.total.max(1) as f64;
        let size = brotli.map_or_else(|| "-".to_owned(), |bytes| format!("{} KiB", bytes / 1024));
        lines.push(format!(
            "| {name} | {}/{} ({percent:.1} %) | {} | {} | {} | {} | {size} |",
            sum.correct,
            sum.total,
            sum.wrong,
            words(&score.times),
            words(&score.empty_times),
            score.false_positives,
        ));
    }
    let formats: Vec<&String> = rows.first().map(|row| row.score.formats.keys().collect()).unwrap_or_default();
    lines.push(format!("\n| reader | {} |", formats.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(" | ")));
    lines.push(format!("|---|{}", "---|".repeat(formats.len())));
    for Row { name, score, .. } in rows {
        let cells = formats.iter().map(|format| {
            let count = score.formats.get(*format).copied().unwrap_or_default();
            format!("{}/{}", count.correct, count.total)
        });
        lines.push(format!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | ")));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Count;

    fn row(name: &str, correct: usize, empty: f64) -> Row {
        let count = Count { correct, total: 4, wrong: 1 };
        let formats = [("QR".to_owned(), count)].into_iter().collect();
        let score = Score { formats, times: vec![2.0], empty_times: vec![empty], ..Score::default() };
        Row { name: name.to_owned(), score, brotli: Some(4096) }
    }

    #[test]
    fn our_frames_are_a_part_of_our_row() {
        let json = as_json(&[row(OURS, 3, 90.0), row(FRAMES, 2, 7.0), row("peer", 1, 5.0)]);
        assert_eq!(json.as_object().map(Map::len), Some(2));
        assert_eq!((&json[OURS]["correct"], &json[OURS]["frames_correct"]), (&3.into(), &2.into()));
        assert_eq!((&json[OURS]["still_empty_median_ms"], &json[OURS]["empty_median_ms"]), (&90.0.into(), &7.0.into()));
        assert_eq!((&json["peer"]["empty_median_ms"], &json["peer"]["brotli_bytes"]), (&5.0.into(), &4096.into()));
        assert_eq!(json["peer"].get("frames_correct"), None);
    }

    #[test]
    fn a_table_has_a_line_for_each_reader_and_family() {
        let table = table(&[row(OURS, 3, 90.0), row("peer", 1, 5.0)]);
        assert!(table.contains("| pem2 | 3/4 (75.0 %) | 1 | 2.00 / 2.00 | 90.00 / 90.00 | 0 | 4 KiB |"), "{table}");
        assert!(table.contains("\n\n| reader | QR |\n|---|---|\n| pem2 | 3/4 |\n| peer | 1/4 |"), "{table}");
    }
}
