//! Eyes and fingers: finding, tapping, typing, reading.

use std::path::PathBuf;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::prelude::{By, WebElement};
use thirtyfour::{Key, TypingData};

use super::App;
use crate::Failure;
use crate::wait::until;

/// The selector of what carries this mark.
fn marked(id: &str) -> String {
    format!("[data-testid='{id}']")
}

/// The selector of the input that carries this mark, or is inside of what does.
fn input_of(id: &str) -> String {
    let mark = marked(id);
    ["input", "textarea", "select"].map(|tag| format!("{tag}{mark}, {mark} {tag}")).join(", ")
}

impl App {
    /// Waits for something, and tells what the screen says when it does not come.
    pub async fn wait<T>(
        &self,
        what: &str,
        look: impl AsyncFnMut() -> Result<Option<T>, Failure>,
    ) -> Result<T, Failure> {
        match until(what, look).await {
            Ok(found) => Ok(found),
            Err(Failure::Waited { what, seconds, seen }) => {
                let seen = format!("{seen}\n--- the screen\n{}", self.screen().await);
                Err(Failure::Waited { what, seconds, seen })
            }
            Err(failure) => Err(failure),
        }
    }

    /// Where it is and all words on it, for a message.
    async fn screen(&self) -> String {
        let script = "return location.pathname + '\\n' + (document.body?.innerText ?? '')";
        let text: String = self.browser.run(script).await.unwrap_or_else(|failure| failure.to_string());
        text.lines().filter(|line| !line.trim().is_empty()).take(60).collect::<Vec<_>>().join("\n")
    }

    /// The first thing with this mark, once it is there.
    pub async fn find(&self, id: &str) -> Result<WebElement, Failure> {
        self.find_css(&marked(id)).await
    }

    /// The first thing that matches, once it is there.
    pub async fn find_css(&self, selector: &str) -> Result<WebElement, Failure> {
        let driver = &self.browser.driver;
        self.wait(selector, async || Ok(Some(driver.find(By::Css(selector)).await?))).await
    }

    /// How many there are with this mark just now. What is not drawn does not count.
    pub async fn count(&self, id: &str) -> Result<usize, Failure> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].filter((e) => e.getClientRects().length).length";
        Ok(self.browser.driver.execute(script, vec![Value::from(marked(id))]).await?.convert()?)
    }

    /// Waits until there are so many with this mark.
    pub async fn wait_for_count(&self, id: &str, count: usize) -> Result<(), Failure> {
        let what = format!("{count} of {id}");
        self.wait(&what, async || Ok((self.count(id).await? == count).then_some(()))).await
    }

    /// Waits until nothing carries this mark.
    pub async fn wait_until_gone(&self, id: &str) -> Result<(), Failure> {
        self.wait_for_count(id, 0).await
    }

    /// The words of the first thing with this mark.
    pub async fn text(&self, id: &str) -> Result<String, Failure> {
        self.text_saying(id, "").await
    }

    /// The words of the first thing with this mark that says `words`. Found and read in one step: what is drawn anew
    /// between two would be gone for the second.
    pub async fn text_saying(&self, id: &str, words: &str) -> Result<String, Failure> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .filter((e) => e.getClientRects().length > 0).map((e) => e.innerText)
            .find((text) => text.includes(arguments[1])) ?? null";
        let asked = [Value::from(marked(id)), Value::from(words)];
        let driver = &self.browser.driver;
        self.wait(&format!("{id} saying {words:?}"), async || {
            Ok(driver.execute(script, asked.to_vec()).await?.convert::<Option<String>>()?)
        })
        .await
    }

    /// Runs a script that takes its time: it finds `input`, may wait for `nextTurn()`, and answers with `return`.
    pub async fn run_async<T: DeserializeOwned>(&self, script: &str, input: Value) -> Result<T, Failure> {
        let driver = &self.browser.driver;
        driver.set_script_timeout(Duration::from_secs(110)).await?;
        let script = format!(
            "const [input, answer] = arguments;
             const nextTurn = () => new Promise((resolve) => {{
                 const line = new MessageChannel();
                 line.port1.onmessage = resolve;
                 line.port2.postMessage(0);
             }});
             (async () => {{ {script} }})().then((done) => answer({{ done }}), (why) => answer({{ why: String(why) }}));"
        );
        let mut said: Value = driver.execute_async(script, vec![input]).await?.convert()?;
        match said.get("why").and_then(Value::as_str) {
            Some(why) => Err(Failure::said(why)),
            None => Ok(serde_json::from_value(said["done"].take())?),
        }
    }

    /// Waits until something with this mark says `words`, and answers it.
    pub async fn find_saying(&self, id: &str, words: &str) -> Result<WebElement, Failure> {
        let driver = &self.browser.driver;
        // Not the protocol's own reading of texts: the engines do not agree on it. What is not drawn does not count.
        let script = "return [...document.querySelectorAll(arguments[0])]
            .filter((e) => e.getClientRects().length > 0 && e.innerText.includes(arguments[1]))";
        let asked = [Value::from(marked(id)), Value::from(words)];
        self.wait(&format!("{id} saying {words:?}"), async || {
            Ok(driver.execute(script, asked.to_vec()).await?.elements()?.into_iter().next())
        })
        .await
    }

    /// Waits until the page says `words` somewhere.
    pub async fn wait_for_words(&self, words: &str) -> Result<(), Failure> {
        let browser = &self.browser;
        self.wait(&format!("the words {words:?}"), async || {
            let text: String = browser.run("return document.body?.innerText ?? ''").await?;
            Ok(text.contains(words).then_some(()))
        })
        .await
    }

    /// Taps the first thing with this mark.
    pub async fn tap(&self, id: &str) -> Result<(), Failure> {
        self.tap_css(&marked(id)).await
    }

    /// Taps the first thing that matches.
    pub async fn tap_css(&self, selector: &str) -> Result<(), Failure> {
        let driver = &self.browser.driver;
        self.wait(&format!("a tap on {selector}"), async || press(&driver.find(By::Css(selector)).await?).await).await
    }

    /// Taps what with this mark says `words`.
    pub async fn tap_saying(&self, id: &str, words: &str) -> Result<(), Failure> {
        self.wait(&format!("a tap on {id} saying {words:?}"), async || press(&self.find_saying(id, words).await?).await)
            .await
    }

    /// Taps the label that says `words`: a box to tick.
    pub async fn tap_label(&self, words: &str) -> Result<(), Failure> {
        let driver = &self.browser.driver;
        let path = format!("//label[contains(., '{words}')]");
        self.wait(&format!("a tap on {words:?}"), async || press(&driver.find(By::XPath(&*path)).await?).await).await
    }

    /// Scrolls something to the top of the page.
    pub async fn show(&self, selector: &str) -> Result<(), Failure> {
        let script = "const it = document.querySelector(arguments[0]);
            it?.scrollIntoView({ block: 'start', behavior: 'instant' });
            return Boolean(it)";
        let driver = &self.browser.driver;
        self.wait(selector, async || {
            let shown: bool = driver.execute(script, vec![Value::from(selector)]).await?.convert()?;
            Ok(shown.then_some(()))
        })
        .await
    }

    /// Types `text` into the field with this mark, in place of what is there.
    pub async fn write(&self, id: &str, text: &str) -> Result<(), Failure> {
        self.write_css(&input_of(id), text).await
    }

    /// Types `text` into the field that matches, in place of what is there.
    pub async fn write_css(&self, selector: &str, text: &str) -> Result<(), Failure> {
        let driver = &self.browser.driver;
        self.wait(&format!("typing into {selector}"), async || {
            let field = driver.find(By::Css(selector)).await?;
            to_the_middle(&field).await?;
            // As a person does it: `clear` of the protocol tells the page nothing of what changed in some engines.
            if !field.value().await?.unwrap_or_default().is_empty() {
                field.send_keys(Key::Control + "a").await?;
                field.send_keys(Key::Backspace).await?;
            }
            field.send_keys(text).await?;
            Ok((field.value().await?.as_deref() == Some(text)).then_some(()))
        })
        .await
    }

    /// Picks the choice with this value in the list with this mark.
    pub async fn choose(&self, id: &str, value: &str) -> Result<(), Failure> {
        self.tap_css(&format!("select{0} option[value='{value}'], {0} option[value='{value}']", marked(id))).await
    }

    /// Picks one segment of a bar, by its value.
    pub async fn pick_segment(&self, id: &str, value: &str) -> Result<(), Failure> {
        let driver = &self.browser.driver;
        let selector = format!("{} input[value='{value}']", marked(id));
        self.wait(&format!("the segment {value} of {id}"), async || {
            let radio = driver.find(By::Css(&*selector)).await?;
            // The radio itself is not drawn; the label around it is what a finger meets.
            press(&radio.find(By::XPath("..")).await?).await?;
            Ok(radio.is_selected().await?.then_some(()))
        })
        .await
    }

    /// Hands files to the picker with this mark.
    pub async fn hand_in(&self, id: &str, files: &[PathBuf]) -> Result<(), Failure> {
        let names: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
        let (driver, selector) = (&self.browser.driver, input_of(id));
        // Not `write`: a picker is not drawn, and takes the names at once.
        self.wait(&format!("handing files to {id}"), async || {
            let picker = driver.find(By::Css(&*selector)).await?;
            Ok(Some(picker.send_keys(TypingData::from(names.join("\n"))).await?))
        })
        .await
    }
}

/// Presses it where a finger would, once it can be pressed.
async fn press(element: &WebElement) -> Result<Option<()>, Failure> {
    if !element.is_enabled().await? {
        return Ok(None);
    }
    to_the_middle(element).await?;
    element.click().await?;
    Ok(Some(()))
}

/// Away from bars that stay at the edges.
async fn to_the_middle(element: &WebElement) -> Result<(), Failure> {
    let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
    element.handle().execute(script, vec![element.to_json()?]).await?;
    Ok(())
}
