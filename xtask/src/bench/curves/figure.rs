//! The recovery curves as one SVG: a small plot for each distortion, all to the same scale.
//!
//! Lines differ in their dashes as well as in their colour, and the colours follow the reader's light or dark theme.
//! Never here: numbers of its own.

use std::fmt::Write;

use serde_json::Value;

use crate::Failure;

/// The lines: the reader's name in the result, its name for people, and its class in the style.
const LINES: [(&str, &str, &str); 4] = [
    ("pem2", "Pem2, photo", "ours"),
    ("pem2 frames", "Pem2, eight frames of a video", "ours frames"),
    ("zxing-wasm", "zxing-wasm, as it comes", "peer"),
    ("zxing-wasm quick", "zxing-wasm, every “try” off", "peer quick"),
];

const STYLE: &str = "
    svg { color-scheme: light dark; font: 11px system-ui, sans-serif; }
    .ground { fill: #ffffff; } text { fill: #1f2328; } .quiet { fill: #59636e; }
    .grid { stroke: #d1d9e0; } .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
    .ours { stroke: #0860ca; } .peer { stroke: #bc4c00; }
    .frames { stroke-dasharray: 8 3; } .peer { stroke-dasharray: 2 2.5; } .quick { stroke-dasharray: 9 3 2 3; }
    .head { font-size: 15px; font-weight: 600; } .name { font-size: 12px; font-weight: 600; }
    @media (prefers-color-scheme: dark) {
        .ground { fill: #0d1117; } text { fill: #f0f6fc; } .quiet { fill: #9198a1; }
        .grid { stroke: #3d444d; } .ours { stroke: #58a6ff; } .peer { stroke: #f0883e; }
    }
";

/// Plots in a row.
const COLUMNS: usize = 4;
/// Width and height of a plot with its words, in pixels.
const CELL: (f64, f64) = (230.0, 156.0);
/// Width and height of the plot itself.
const PLOT: (f64, f64) = (180.0, 90.0);
/// From the corner of a cell to the corner of its plot.
const INSET: (f64, f64) = (36.0, 30.0);
/// Height of the heading with the names of the lines.
const HEAD: f64 = 84.0;

/// Draws what `cargo xtask bench curves` wrote.
pub fn draw(result: &Value) -> Result<String, Failure> {
    let distortions = result["distortions"].as_array().ok_or("curves.json has no distortions")?;
    let strengths = numbers(&result["strengths"])?;
    let (width, height) = (CELL.0 * COLUMNS as f64, HEAD + CELL.1 * distortions.len().div_ceil(COLUMNS) as f64);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-labelledby=\"name\">\n<title id=\"name\">Share of codes that are read while one thing goes more \
         and more wrong</title>\n<style>{STYLE}</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n"
    );
    svg.push_str(&heading(result["pictures"].as_u64().unwrap_or_default()));
    for (place, distortion) in distortions.iter().enumerate() {
        let corner = ((place % COLUMNS) as f64 * CELL.0, HEAD + (place / COLUMNS) as f64 * CELL.1);
        svg.push_str(&plot(distortion, &strengths, corner)?);
    }
    Ok(svg + "</svg>\n")
}

/// What the figure shows, and which line is whose.
fn heading(pictures: u64) -> String {
    let mut svg = text("head", (INSET.0, 24.0), "start", "Codes read, in percent, from weak to strong");
    let whose =
        format!("{pictures} rendered pictures, the same for every reader; the ends of each axis say how strong");
    svg.push_str(&text("quiet", (INSET.0, 42.0), "start", &whose));
    for (nth, (_, name, class)) in LINES.into_iter().enumerate() {
        let (x, y) = (INSET.0 + nth as f64 * 218.0, 64.0);
        let sample = format!("M{x} {y}h34");
        svg.push_str(&format!("<path class=\"line {class}\" d=\"{sample}\"/>\n"));
        svg.push_str(&text("", (x + 42.0, y + 4.0), "start", name));
    }
    svg
}

fn plot(distortion: &Value, strengths: &[f64], corner: (f64, f64)) -> Result<String, Failure> {
    let (left, top) = (corner.0 + INSET.0, corner.1 + INSET.1);
    let (right, bottom) = (left + PLOT.0, top + PLOT.1);
    let words = |field: &str| distortion[field].as_str().unwrap_or_default();
    let mut svg = text("name", (left, top - 10.0), "start", words("name"));
    for percent in [0, 50, 100] {
        let y = bottom - f64::from(percent) / 100.0 * PLOT.1;
        svg.push_str(&format!("<path class=\"grid\" d=\"M{left} {y}H{right}\"/>\n"));
        svg.push_str(&text("quiet", (left - 5.0, y + 4.0), "end", &percent.to_string()));
    }
    svg.push_str(&text("quiet", (left, bottom + 15.0), "start", words("from")));
    svg.push_str(&text("quiet", (right, bottom + 15.0), "end", words("to")));
    // Ours lie above: they are drawn last.
    for (reader, _, class) in LINES.into_iter().rev() {
        let mut way = String::new();
        for (x, y) in strengths.iter().zip(numbers(&distortion["readers"][reader]["read"])?) {
            let pen = if way.is_empty() { 'M' } else { 'L' };
            let (x, y) = (left + x * PLOT.0, bottom - y * PLOT.1);
            write!(way, "{pen}{x:.1} {y:.1}").map_err(|e| e.to_string())?;
        }
        svg.push_str(&format!("<path class=\"line {class}\" d=\"{way}\"/>\n"));
    }
    Ok(svg)
}

fn text(class: &str, (x, y): (f64, f64), anchor: &str, words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>\n")
}

fn numbers(list: &Value) -> Result<Vec<f64>, Failure> {
    let list = list.as_array().ok_or("curves.json lacks a list of numbers")?;
    Ok(list.iter().filter_map(Value::as_f64).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn result(read: &[f64]) -> Value {
        let readers: Value = LINES.iter().map(|line| (line.0.to_owned(), json!({ "read": read }))).collect();
        let one = json!({ "name": "Blur & <more>", "from": "0 px", "to": "6 px", "readers": readers });
        json!({ "strengths": [0.0, 1.0], "pictures": 2, "distortions": [one.clone(), one] })
    }

    #[test]
    fn each_distortion_has_a_line_of_each_reader_from_full_to_nothing() {
        let svg = draw(&result(&[1.0, 0.0])).unwrap();
        let (left, top) = (INSET.0, HEAD + INSET.1);
        let way = format!("M{left:.1} {top:.1}L{:.1} {:.1}", left + PLOT.0, top + PLOT.1);
        assert_eq!(svg.matches(&way).count(), LINES.len());
        assert!(svg.contains("Blur &amp; &lt;more>"));
    }

    #[test]
    fn no_two_lines_have_the_same_dashes() {
        let dashes = |class: &str| {
            let mut own =
                class.split(' ').filter_map(|name| STYLE.split_once(&format!(".{name} {{ stroke-dasharray: ")));
            own.next_back().map(|(_, rest)| rest.split(';').next().unwrap())
        };
        let all: std::collections::BTreeSet<_> = LINES.iter().map(|line| dashes(line.2)).collect();
        assert_eq!(all.len(), LINES.len());
    }

    #[test]
    fn a_result_without_a_reader_is_refused() {
        assert!(draw(&json!({ "strengths": [0.0], "distortions": [{ "readers": {} }] })).is_err());
    }
}
