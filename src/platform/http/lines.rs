//! A body that comes line by line.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::call::Answer;

/// The lines of an answer that is still on its way. Dropped, it ends the answer.
pub struct Lines {
    answer: Answer,
    reader: ReadableStreamDefaultReader,
    /// What has come of the next line.
    begun: Vec<u8>,
    /// How much of it is known to hold no end of a line.
    searched: usize,
}

impl Lines {
    /// Of `answer`; `None` when it has no body.
    pub fn of(answer: Answer) -> Option<Self> {
        let reader = answer.body()?.get_reader().dyn_into().ok()?;
        Some(Self { answer, reader, begun: Vec::new(), searched: 0 })
    }

    /// The next so many bytes; `None` when they do not come, or nothing has come for long.
    pub async fn bytes(&mut self, count: usize) -> Option<Vec<u8>> {
        while self.begun.len() < count {
            self.more().await?;
        }
        let rest = self.begun.split_off(count);
        self.searched = 0;
        let mut bytes = std::mem::replace(&mut self.begun, rest);
        // They are kept for long.
        bytes.shrink_to_fit();
        Some(bytes)
    }

    /// The next line without its end; `None` when there is none, or nothing has come for long.
    pub async fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(end) = self.begun.iter().skip(self.searched).position(|byte| *byte == b'\n') {
                let rest = self.begun.split_off(self.searched + end + 1);
                let mut line = std::mem::replace(&mut self.begun, rest);
                line.pop();
                self.searched = 0;
                return Some(line);
            }
            self.searched = self.begun.len();
            self.more().await?;
        }
    }

    /// Waits for the next piece.
    async fn more(&mut self) -> Option<()> {
        self.answer.wait_on();
        let piece = JsFuture::from(self.reader.read()).await.ok()?;
        let bytes = Reflect::get(&piece, &JsValue::from_str("value")).ok()?.dyn_into::<Uint8Array>().ok()?;
        let from = self.begun.len();
        self.begun.resize(from + bytes.length() as usize, 0);
        bytes.copy_to(&mut self.begun[from..]);
        Some(())
    }
}
