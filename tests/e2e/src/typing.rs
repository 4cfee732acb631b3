//! Typing into a search, letter by letter, and how long the app takes to follow.

use serde::Deserialize;
use serde_json::json;

use crate::{App, Failure};

/// Types every query letter by letter; for each the milliseconds of the search, those until the list has changed, and
/// until it is painted. Each begins after a frame: what the letter before left to paint is not counted.
const TYPE: &str = "
    const field = document.querySelector(`[data-testid=${input.field}] input, input[data-testid=${input.field}]`);
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const took = [];
    for (const query of input.queries) {
        for (let length = 0; length <= query.length; length += 1) {
            performance.clearMeasures('search');
            const start = performance.now();
            write.call(field, query.slice(0, length));
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            await nextTurn();
            const changed = performance.now() - start;
            // The frame's own beginning: what the app does first in it counts too.
            const frame = await new Promise(requestAnimationFrame);
            await nextTurn();
            // The wait for the screen's own rhythm is no work.
            const painted = changed + performance.now() - frame;
            const searched = performance.getEntriesByName('search', 'measure').at(-1)?.duration ?? null;
            took.push({ searched, changed, painted });
        }
    }
    return took;";

/// Milliseconds that one letter took.
#[derive(Deserialize)]
pub struct Letter {
    /// Until it is known what is listed, by the app's own note; `None` where it makes none.
    pub searched: Option<f64>,
    /// Until the list on the page has changed.
    pub changed: f64,
    /// Until it is painted.
    pub painted: f64,
}

impl App {
    /// Types every query into the search with this mark, and answers what each letter took.
    pub async fn type_queries(&self, field: &str, queries: &[&str]) -> Result<Vec<Letter>, Failure> {
        self.run_async(TYPE, json!({ "field": field, "queries": queries })).await
    }
}
