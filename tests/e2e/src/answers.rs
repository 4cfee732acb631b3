//! Answers of a checklist, tapped without a server: how long each takes to be safe, and a start with all of them unsent.

use serde::Deserialize;
use serde_json::json;

use crate::people::MIKE;
use crate::{App, Failure, Server};

/// Taps so many answers, each after the page has followed the one before; the milliseconds until each is on the disk.
const ANSWER: &str = "
    const bare = await new Promise((resolve) => {
        const request = indexedDB.open('bench-bare', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('outbox');
        request.onsuccess = () => resolve(request.result);
    });
    let [asked, committed] = [0, () => {}];
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
        const now = performance.now();
        const transaction = begin.call(this, stores, mode, options);
        if (this !== bare && options?.durability === 'strict' && [stores].flat().includes('outbox')) {
            asked = now;
            transaction.addEventListener('complete', () => committed());
        }
        return transaction;
    };
    const timed = async (work) => {
        const start = performance.now();
        await work();
        return performance.now() - start;
    };
    const tap = (n) => timed(() => new Promise((resolve) => {
        committed = resolve;
        // The same answer again would be no edit.
        document.querySelector(n % 2 ? '[data-testid=answer-na]' : '[data-testid=answer-pass]').click();
    }));
    const put = (n) => timed(() => new Promise((resolve) => {
        const transaction = bare.transaction(['outbox'], 'readwrite', { durability: 'strict' });
        transaction.oncomplete = resolve;
        transaction.objectStore('outbox').put('x'.repeat(600), String(n));
        transaction.commit();
    }));
    const rest = async () => {
        for (let frames = 0; frames < 2; frames += 1) {
            await new Promise(requestAnimationFrame);
            await nextTurn();
        }
    };
    const loop = async (n) => {
        for (let puts = 0; puts < 10; puts += 1) await put(n);
    };
    const took = [];
    for (let n = 0; n < input; n += 2) {
        const round = {};
        await rest();
        round.rested_commit = await tap(n);
        await rest();
        round.rested_bare = await put(n);
        await rest();
        await loop(n);
        const start = performance.now();
        round.commit = await tap(n + 1);
        round.asked = asked - start;
        await rest();
        await loop(n);
        round.bare = await put(n + 1);
        took.push(round);
    }
    IDBDatabase.prototype.transaction = begin;
    bare.close();
    return took;";
/// Answers in one call of the page, which has its deadline.
const AT_ONCE: usize = 200;

/// Taps so many answers, each once the one before is on the disk.
const QUICK: &str = "
    let committed = () => {};
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
        const transaction = begin.call(this, stores, mode, options);
        if (mode === 'readwrite' && [stores].flat().includes('outbox')) {
            transaction.addEventListener('complete', () => committed());
        }
        return transaction;
    };
    for (let n = 0; n < input; n += 1) {
        await new Promise((resolve) => {
            committed = resolve;
            document.querySelector(n % 2 ? '[data-testid=answer-na]' : '[data-testid=answer-pass]').click();
        });
        await nextTurn();
    }
    IDBDatabase.prototype.transaction = begin;
    return true;";

/// Milliseconds of two taps and two puts.
#[derive(Deserialize)]
pub struct Round {
    /// The app's own part, before it asks the storage.
    pub asked: f64,
    /// From a tap until the answer is on the disk, as in a loop of puts.
    pub commit: f64,
    /// A strict put of as many bytes without an app.
    pub bare: f64,
    /// As `commit`, after two quiet frames.
    pub rested_commit: f64,
    /// As `bare`, after two quiet frames.
    pub rested_bare: f64,
}

impl App {
    /// Signs in, starts a checklist, ends the server, and opens the checklist again.
    pub async fn begin_answers(&self, server: &mut Server) -> Result<(), Failure> {
        self.sign_in(MIKE).await?;
        self.open_jobs().await?;
        let number = self.number_of_job("Dispatched").await?;
        self.open_job(&number).await?;
        self.start_checklist().await?;
        self.send_all().await?;
        server.kill();
        self.open_job(&number).await?;
        self.find("answer-pass").await.map(drop)
    }

    /// Taps so many answers on the open job.
    pub async fn give_answers(&self, count: usize) -> Result<(), Failure> {
        for done in (0..count).step_by(AT_ONCE) {
            self.run_async::<bool>(QUICK, json!(AT_ONCE.min(count - done))).await?;
        }
        self.wait_for_chip(&format!("{count} saved")).await
    }

    /// Taps so many answers on the open job, each beside bare puts.
    pub async fn measure_answers(&self, count: usize) -> Result<Vec<Round>, Failure> {
        let mut rounds = Vec::with_capacity(count / 2);
        for done in (0..count).step_by(AT_ONCE) {
            let some: Vec<Round> = self.run_async(ANSWER, json!(AT_ONCE.min(count - done))).await?;
            rounds.extend(some);
        }
        self.wait_for_chip(&format!("{count} saved")).await?;
        Ok(rounds)
    }

    /// How long the app replays its unsent edits, by its own note, at each of so many starts.
    pub async fn replays_at_start(&self, starts: usize) -> Result<Vec<f64>, Failure> {
        let mut all = Vec::new();
        for _ in 0..starts {
            self.visit("/more").await?;
            self.find("signout").await?;
            all.push(self.browser.run("return performance.getEntriesByName('replay', 'measure')[0].duration").await?);
        }
        Ok(all)
    }
}
