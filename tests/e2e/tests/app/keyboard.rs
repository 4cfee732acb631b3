//! What somebody without a mouse or without sight notices.

use e2e::people::MIKE;
use e2e::{App, Engine, Failure, Server};

#[tokio::test]
async fn after_a_page_change_the_keyboard_begins_at_the_top_of_the_new_page() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    for place in ["/jobs", "/time", "/more"] {
        app.tap_css(&format!(".tabs a[href='{place}']")).await?;
        let script = "return [location.pathname, document.activeElement?.id]";
        app.wait("the focus on the new page", async || {
            let (path, focus) = app.browser.run::<(String, Option<String>)>(script).await?;
            Ok((path == place && focus.as_deref() == Some("main")).then_some(()))
        })
        .await?;
    }
    Ok(())
}
