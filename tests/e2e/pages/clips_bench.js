// Barcode readers before the same camera, one after the other. `tests/e2e/src/bin/clips.rs` drives this and counts.
//
// The camera shows a film again and again; a pass is a lap. Each frame carries its number (`press::stamp`), which is read
// back here: times are counted in frames of the film, wherever the camera was when the page asked for it.
//
// Each reader runs in a worker and is fed as the app feeds its own (`src/app/ports/scan.rs`): a pause, then the picture
// that the video shows, then nothing until the answer.

import { contents, startWorker } from '/our_worker.js';
import { read } from '/zxing.js';

// Between an answer and the next frame, as in the app.
const PAUSE_MS = 30;
// The stamp: squares of this many pixels along the upper edge.
const PATCH = 24;
const PATCHES = 5;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// ---- the readers: what each says of a frame, and what it forgets before a lap ----

const startOurs = async () => {
  const worker = await startWorker();
  const frame = async (bitmap) => contents((await worker.ask('frame', bitmap, { layout: 'picture' })).detections ?? []);
  return { frame, forget: worker.forget, still: (bitmap) => worker.ask('still', bitmap, { layout: 'picture' }) };
};

const startZxing = async () => {
  const worker = new Worker('/zxing_worker.js', { type: 'module' });
  const frame = (bitmap) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(bitmap, [bitmap]);
    });
  return { frame, forget: () => {} };
};

const starts = { pem2: startOurs, 'zxing-wasm': startZxing };

// ---- the number of a frame ----

const strip = new OffscreenCanvas(PATCH * PATCHES, PATCH).getContext('2d', { willReadFrequently: true });

// The mean grey of the middle of a patch.
const grey = ({ data, width }, patch) => {
  let sum = 0;
  const [from, to] = [PATCH / 4, (3 * PATCH) / 4];
  for (let y = from; y < to; y += 1) {
    for (let x = from; x < to; x += 1) sum += data[(y * width + patch * PATCH + x) * 4 + 1];
  }
  return sum / (to - from) ** 2;
};

// `undefined`: the picture carries no number.
const numberOf = (bitmap) => {
  strip.drawImage(bitmap, 0, 0);
  const pixels = strip.getImageData(0, 0, PATCH * PATCHES, PATCH);
  const [dark, light, ...levels] = Array.from({ length: PATCHES }, (_, patch) => grey(pixels, patch));
  const [high, low, check] = levels.map((level) => Math.round(((level - dark) / (light - dark)) * 16));
  return high + low + check === 15 || high + low + check === 31 ? high * 16 + low : undefined;
};

// ---- the camera ----

const video = document.querySelector('video');
let shown = { last: 0, longest: 0, frames: 0 };

const watch = (now) => {
  if (shown.last) shown.longest = Math.max(shown.longest, now - shown.last);
  shown.last = now;
  shown.frames += 1;
  video.requestVideoFrameCallback(watch);
};

window.openCamera = async () => {
  const wanted = { video: { width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };
  video.srcObject = await navigator.mediaDevices.getUserMedia(wanted);
  await video.play();
  video.requestVideoFrameCallback(watch);
  return [video.videoWidth, video.videoHeight];
};

// ---- laps ----

// Reads the film for so many laps, from its first frame on. For each: its length, frames read and shown, the longest time
// without a new picture in the preview, and each answer with a code in it.
window.readFilm = async ({ name, laps }) => {
  const reader = await starts[name]();
  const done = [];
  let lap;
  let last = -1;
  while (done.length < laps) {
    await sleep(PAUSE_MS);
    const asked = performance.now();
    const bitmap = await createImageBitmap(video);
    const number = numberOf(bitmap);
    if (number === undefined) {
      bitmap.close();
      continue;
    }
    if (number < last) {
      // The film begins again. What is read before its first beginning only warms the reader up.
      if (lap) done.push({ ...lap, ms: asked - lap.start, longest: shown.longest, shown: shown.frames });
      lap = { start: asked, reads: 0, said: [] };
      shown = { last: shown.last, longest: 0, frames: 0 };
      reader.forget();
    }
    last = number;
    const found = await reader.frame(bitmap);
    if (lap) {
      lap.reads += 1;
      if (found.length) lap.said.push({ number, ms: performance.now() - asked, found });
    }
  }
  return done;
};

// ---- the film's frames one by one, as photos ----

// JPEGs begin with these bytes, and have them nowhere else.
const split = (bytes) => {
  const starts = [];
  for (let i = 0; i + 2 < bytes.length; i += 1) {
    if (bytes[i] === 0xff && bytes[i + 1] === 0xd8 && bytes[i + 2] === 0xff) starts.push(i);
  }
  return starts.map((start, nth) => bytes.subarray(start, starts[nth + 1] ?? bytes.length));
};

let photos;

// What any reader makes of some frames, taking its time. For each frame all contents.
window.readPhotos = async ({ film, first, count }) => {
  photos ??= { ours: await startOurs(), frames: split(new Uint8Array(await (await fetch(film)).arrayBuffer())) };
  const all = [];
  for (const jpeg of photos.frames.slice(first, first + count)) {
    const bitmap = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    const theirs = await read(canvas.getContext('2d').getImageData(0, 0, bitmap.width, bitmap.height), {});
    const { detections = [] } = theirs.length ? {} : await photos.ours.still(bitmap);
    all.push([...theirs, ...detections.map(({ symbology, text }) => [symbology, text])]);
  }
  return all;
};

window.readers = Object.keys(starts);
