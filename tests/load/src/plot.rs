//! Curves as a picture for the documentation.

use std::fmt::Write;

use crate::failure::Failure;
use crate::growth::Step;
use crate::wrk::Measured;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 360.0;
const MARGIN: f64 = 60.0;

/// Milliseconds below which 95 of 100 answers were, over the number of rows that other companies have.
pub fn growth(steps: &[Step], file: &str) -> Result<(), Failure> {
    let curves: [(&str, &str, fn(&Step) -> &Measured); 4] = [
        ("idle pull", "#1565c0", |step| &step.idle),
        ("pull of 100 changes", "#6a1b9a", |step| &step.pull),
        ("push of a work order", "#b71c1c", |step| &step.push),
        ("list of 50", "#2e7d32", |step| &step.list),
    ];
    let highest = steps.iter().flat_map(|step| curves.map(|(.., of)| of(step).p95_ms)).fold(1.0, f64::max) * 1.15;
    let across = |nth: usize| MARGIN + (WIDTH - 2.0 * MARGIN) * nth as f64 / (steps.len().max(2) - 1) as f64;
    let up = |ms: f64| HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * ms / highest;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"24\">p95 of an answer in milliseconds, ten phones at a time, over rows of 1,000 other companies</text>\n"
    );
    let mut line = |text: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(svg, "{text}");
    };
    for part in 0..=4 {
        let ms = highest * f64::from(part) / 4.0;
        let (y, right) = (up(ms), WIDTH - MARGIN);
        line(format!(
            "<path d=\"M{MARGIN} {y:.1}H{right}\" stroke=\"#ccc\"/><text x=\"8\" y=\"{:.1}\">{ms:.1}</text>",
            y + 4.0
        ));
    }
    for (nth, step) in steps.iter().enumerate() {
        let (x, y) = (across(nth), HEIGHT - MARGIN + 20.0);
        line(format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{}</text>", thousands(step.rows)));
    }
    for (nth, (name, colour, of)) in curves.iter().enumerate() {
        let points: Vec<String> =
            steps.iter().enumerate().map(|(n, step)| format!("{:.1},{:.1}", across(n), up(of(step).p95_ms))).collect();
        line(format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            points.join(" ")
        ));
        let x = MARGIN + 160.0 * nth as f64;
        line(format!("<text x=\"{x:.1}\" y=\"{:.1}\" fill=\"{colour}\">{name}</text>", HEIGHT - 12.0));
    }
    svg.push_str("</svg>\n");
    if let Some(folder) = std::path::Path::new(file).parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(file, svg)?)
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
