//! News come by themselves, long before the app would ask.

use std::time::{Duration, Instant};

use e2e::people::{DANA, MIKE};
use e2e::{App, Engine, Failure, Server};

/// The app asks by itself every half minute; three times in a row under this is no luck.
const SOON: Duration = Duration::from_secs(6);

#[tokio::test]
async fn what_the_office_writes_is_on_the_phone_within_seconds() -> Result<(), Failure> {
    let server = Server::start().await?;
    let mike = App::open(Engine::Chromium, &server).await?;
    mike.sign_in(MIKE).await?;
    mike.open_jobs().await?;
    let number = mike.number_of_job("Dispatched").await?;
    mike.open_job(&number).await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(DANA).await?;
    office.open_job(&number).await?;
    for note in ["The parts are at the counter.", "The customer will be late.", "Take the spare meter along."] {
        office.add_note(note).await?;
        let written = Instant::now();
        mike.wait_for_words(note).await?;
        assert!(written.elapsed() < SOON, "{note} took {:?}", written.elapsed());
    }
    Ok(())
}
