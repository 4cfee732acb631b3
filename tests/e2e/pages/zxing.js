// zxing-wasm with the formats of an inventory, in a page or in a worker.

import * as zxing from '/peers/zxing/reader/index.js';

zxing.prepareZXingModule({ overrides: { locateFile: () => '/peers/zxing/zxing_reader.wasm' }, fireImmediately: true });
const FORMATS = ['EAN13', 'EAN8', 'UPCA', 'UPCE', 'Code128', 'Code39', 'Code93', 'ITF', 'Codabar', 'QRCode', 'DataMatrix'];

// Family and content of each code in an ImageData.
export const read = async (image, options) => {
  const all = await zxing.readBarcodes(image, { formats: FORMATS, textMode: 'Plain', ...options });
  return all.filter((one) => one.isValid).map((one) => [one.format, one.text]);
};
