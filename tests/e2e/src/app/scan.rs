//! The Scan tab.

use super::App;
use crate::Failure;

impl App {
    /// Types a code in place of scanning it.
    pub async fn look_up(&self, code: &str) -> Result<(), Failure> {
        self.tap("scan-type").await?;
        self.write("scan-code", code).await?;
        self.tap("scan-submit").await
    }
}
