// zxing-wasm in a worker of its own, given what ours is given: an ImageBitmap for each frame.

import { read } from '/zxing.js';

let canvas = new OffscreenCanvas(1, 1);
let context;

onmessage = async ({ data: bitmap }) => {
  const { width, height } = bitmap;
  if (!context || canvas.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
    context = canvas.getContext('2d', { willReadFrequently: true });
  }
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  postMessage(await read(context.getImageData(0, 0, width, height), {}));
};
