//! A work order and what is done on it.

use std::path::PathBuf;

use super::App;
use crate::Failure;

impl App {
    /// Opens the list of jobs.
    pub async fn open_jobs(&self) -> Result<(), Failure> {
        self.tap_css("nav a[href='/jobs']").await?;
        self.find("job-search").await.map(drop)
    }

    /// Opens a job by its number: through the list, as a person does.
    pub async fn open_job(&self, number: &str) -> Result<(), Failure> {
        self.open_jobs().await?;
        self.pick_segment("job-scope", "all").await?;
        self.write("job-search", number).await?;
        self.tap_saying("job-row", number).await?;
        self.find("order-head").await.map(drop)
    }

    /// The number of the first job in the list that says `words`; "" for any.
    pub async fn number_of_job(&self, words: &str) -> Result<String, Failure> {
        let row = self.text_saying("job-row", words).await?;
        let number = row.split_whitespace().find(|word| word.starts_with("WO-"));
        number.map(str::to_owned).ok_or_else(|| Failure::said(format!("no number in {row:?}")))
    }

    /// Takes the step that comes next, and waits for the status.
    pub async fn next_step(&self, status: &str) -> Result<(), Failure> {
        self.tap("status-next").await?;
        self.find_saying("order-status", status).await.map(drop)
    }

    /// Adds a note to the open job, and waits until it is saved.
    pub async fn add_note(&self, text: &str) -> Result<(), Failure> {
        self.write("note-text", text).await?;
        self.tap("note-add").await?;
        self.find_saying("note", text).await.map(drop)
    }

    /// Adds photos to the open job, and waits until each is safe on the phone.
    pub async fn add_photos(&self, files: &[PathBuf]) -> Result<(), Failure> {
        let before = self.count("photo-tile").await?;
        self.hand_in("photo-pick", files).await?;
        self.wait_for_count("photo-tile", before + files.len()).await?;
        self.wait_until_gone("photo-saving").await
    }

    /// Starts the first checklist there is on the open job.
    pub async fn start_checklist(&self) -> Result<(), Failure> {
        let before = self.count("checklist").await?;
        self.tap("checklist-start").await?;
        self.tap("template-row").await?;
        self.wait_for_count("checklist", before + 1).await
    }

    /// Answers a step of the last checklist of the open job, counted from 0: "pass", "fail" or "na".
    pub async fn answer(&self, step: usize, finding: &str) -> Result<(), Failure> {
        let step = format!("[data-testid='checklist']:nth-last-of-type(1) li:nth-of-type({})", step + 1);
        self.tap_css(&format!("{step} [data-testid='answer-{finding}']")).await?;
        self.find_css(&format!("{step}[data-answer='{finding}']")).await.map(drop)
    }
}
