//! What the chip says, and sending.

use super::App;
use crate::Failure;

impl App {
    /// Waits until the chip says this.
    pub async fn wait_for_chip(&self, words: &str) -> Result<(), Failure> {
        self.find_saying("sync-chip", words).await.map(drop)
    }

    /// Asks for everything to be sent now, and waits until it is.
    pub async fn send_all(&self) -> Result<(), Failure> {
        self.ask_to_send().await?;
        self.wait_for_chip("All sent").await
    }

    /// Asks for everything to be sent now.
    pub async fn ask_to_send(&self) -> Result<(), Failure> {
        if self.count("sync-now").await? == 0 {
            self.tap("sync-chip").await?;
        }
        self.tap("sync-now").await
    }
}
