// Barcode readers on the same pictures, in one page, in turn. `tests/e2e/src/bin/scanner.rs` drives this and counts.
//
// Each reader gets the same ImageData; its own grey conversion and copy into wasm are part of its time. Ours runs in its
// worker, as in the app: its time is the worker's own, from message to answer; the trip there and back is noted beside it.

import { contents, startWorker } from '/our_worker.js';
import * as zxing from '/zxing.js';
import * as zbar from '/peers/zbar/index.mjs';

// ---- ours ----

const ours = await startWorker();

const ask = ({ data, width, height }, type) => ours.ask(type, data.buffer.slice(0), { layout: 'rgba', width, height });

const still = async (image) => {
  const start = performance.now();
  const { elapsed_ms: ms, detections } = await ask(image, 'still');
  return { ms, trip: performance.now() - start, found: detections.map(({ symbology, text }) => [symbology, text]) };
};

// The stages take turns over eight frames: the mean of them is what a frame costs, the least is the fast stage alone.
const TURNS = 8;
const frames = async (image) => {
  ours.forget();
  const all = [];
  const seen = new Map();
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { elapsed_ms: ms, detections } = await ask(image, 'frame');
    all.push(ms);
    for (const one of contents(detections)) seen.set(one[1], one);
  }
  return { ms: all.reduce((sum, ms) => sum + ms, 0) / TURNS, each: all, found: [...seen.values()] };
};

// ---- the peers, each with the formats of an inventory ----

const byZxing = (options) => async (image) => {
  const start = performance.now();
  const found = await zxing.read(image, options);
  return { ms: performance.now() - start, found };
};

const { ZXing } = window;
const library = new ZXing.MultiFormatReader();
library.setHints(
  new Map([
    [ZXing.DecodeHintType.TRY_HARDER, true],
    [
      ZXing.DecodeHintType.POSSIBLE_FORMATS,
      ['EAN_13', 'EAN_8', 'UPC_A', 'UPC_E', 'CODE_128', 'CODE_39', 'CODE_93', 'ITF', 'CODABAR', 'QR_CODE', 'DATA_MATRIX'].map(
        (name) => ZXing.BarcodeFormat[name],
      ),
    ],
  ]),
);

const byLibrary = ({ data, width, height }) => {
  const start = performance.now();
  const grey = new Uint8ClampedArray(width * height);
  for (let i = 0; i < grey.length; i += 1) {
    grey[i] = (data[i * 4] * 77 + data[i * 4 + 1] * 150 + data[i * 4 + 2] * 29 + 128) >> 8;
  }
  let found = [];
  try {
    const source = new ZXing.RGBLuminanceSource(grey, width, height);
    const one = library.decodeWithState(new ZXing.BinaryBitmap(new ZXing.HybridBinarizer(source)));
    found = [[ZXing.BarcodeFormat[one.getBarcodeFormat()], one.getText()]];
  } catch {
    // Its way to say that there is none.
  }
  return { ms: performance.now() - start, found };
};

const byZbar = async (image) => {
  const start = performance.now();
  const all = await zbar.scanImageData(image);
  return { ms: performance.now() - start, found: all.map((one) => [one.typeName, one.decode()]) };
};

const byJsqr = ({ data, width, height }) => {
  const start = performance.now();
  const one = window.jsQR(data, width, height);
  return { ms: performance.now() - start, found: one ? [['QR', one.data]] : [] };
};

const readers = {
  pem2: still,
  'pem2 frames': frames,
  'zxing-wasm': byZxing({}),
  'zxing-wasm quick': byZxing({ tryHarder: false, tryRotate: false, tryInvert: false, tryDownscale: false, tryDenoise: false }),
  '@zxing/library': byLibrary,
  'zbar-wasm': byZbar,
  jsQR: byJsqr,
};

// ---- pictures ----

// Turned pictures get white corners, and room for all of the picture.
const imageOf = async (file, degrees) => {
  const bitmap = await createImageBitmap(await (await fetch(`/corpus/${file}`)).blob());
  const turn = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(Math.round(width * cos + height * sin), Math.round(width * sin + height * cos));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate(turn);
  context.drawImage(bitmap, -width / 2, -height / 2);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

// Reads these pictures with these readers. Every reader sees a picture before the next picture comes.
window.measure = async ({ files, names, degrees }) => {
  const results = [];
  for (const file of files) {
    const image = await imageOf(file, degrees);
    const read = {};
    for (const name of names) {
      try {
        read[name] = await readers[name](image);
      } catch (why) {
        read[name] = { ms: 0, found: [], failed: String(why) };
      }
    }
    results.push(read);
  }
  return results;
};

window.readers = Object.keys(readers);
