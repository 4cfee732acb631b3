//! Our app with a photo of 12 MiB: from the file in its hands until bytes, hash and thumbnail are on the disk.

use e2e::bench::percentile;
use e2e::people::MIKE;
use e2e::pictures::Pictures;
use e2e::spy::Note;
use e2e::{Failure, Server};
use serde_json::json;

use crate::browser;

const BYTES: usize = 12 * 1024 * 1024;
/// A picture's size, and a quality at which it fills most of those bytes.
pub const SIZES: [((u32, u32), u8); 2] = [((4000, 3000), 95), ((8000, 6000), 90)];

/// Notes when the picker has got its file.
const PICK: &str = "
    addEventListener('change', () => { window.picked = performance.now(); }, { capture: true, once: true });
    return true";

/// Twelve strict puts of a mebibyte each, without an app.
const RAW: &str = "
    const bare = await new Promise((resolve) => {
        const request = indexedDB.open('bench-bytes', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('chunks');
        request.onsuccess = () => resolve(request.result);
    });
    const chunk = crypto.getRandomValues(new Uint8Array(65_536));
    const chunks = Array.from({ length: 12 }, () => new Uint8Array(2 ** 20).map((_, n) => chunk[n % 65_536]).buffer);
    const start = performance.now();
    for (const [n, bytes] of chunks.entries()) {
        await new Promise((resolve) => {
            const transaction = bare.transaction(['chunks'], 'readwrite', { durability: 'strict' });
            transaction.oncomplete = resolve;
            transaction.objectStore('chunks').put(bytes, n);
            transaction.commit();
        });
    }
    return performance.now() - start;";

/// Of one size of picture, in milliseconds: medians, and the longest that the page could do nothing else.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub struct Photo {
    /// Until all of it is on the disk.
    pub durable: f64,
    /// Until its bytes are, without thumbnail and edit.
    pub bytes: f64,
    /// The longest block of the page.
    pub blocked: f64,
    /// Raw strict puts of as many bytes.
    pub raw: f64,
}

/// Takes in `rounds` pictures of each size.
pub async fn measure(rounds: usize) -> Result<[Photo; 2], Failure> {
    let server = Server::start().await?;
    let app = browser(&server.address()).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;
    let mut result = [Photo::default(); 2];
    let mut pictures = Pictures::upright(0)?;
    for ((size, quality), all) in SIZES.into_iter().zip(&mut result) {
        let (mut durable, mut bytes, mut raw) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            pictures.add_sized(size, quality, BYTES)?;
            let Some(path) = pictures.paths().last() else { continue };
            app.wait_for_chip("All sent").await?;
            app.spy().await?;
            app.run_async::<bool>(PICK, json!(null)).await?;
            app.add_photos(std::slice::from_ref(path)).await?;
            let picked: f64 = app.browser.run("return window.picked").await?;
            let took = |notes: &[Note]| {
                let last = |store| notes.iter().find(|note| note.at > picked && note.is("complete", store));
                let kept = last("outbox")?.at;
                let chunks = notes.iter().filter(|note| note.at < kept && note.is("complete", "blob_chunks"));
                Some((kept - picked, chunks.map(|note| note.at - picked).fold(0.0, f64::max)))
            };
            let (until_kept, until_bytes) = app.wait_for_seen("the photo on the disk", took).await?;
            let notes = app.seen().await?;
            let in_it = notes.iter().filter(|note| note.at > picked && note.at < picked + until_kept);
            all.blocked = in_it.map(|note| note.ms).fold(all.blocked, f64::max);
            durable.push(until_kept);
            bytes.push(until_bytes);
            app.wait_for_chip("All sent").await?;
            raw.push(app.run_async::<f64>(RAW, json!(null)).await?);
        }
        let median = |values: &[f64]| percentile(values, 50.0);
        (all.durable, all.bytes, all.raw) = (median(&durable), median(&bytes), median(&raw));
    }
    Ok(result)
}
