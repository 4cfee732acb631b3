// Our reader in its worker, as the app starts it, asked by promises.

// Answers `ask`, which posts a request with its pixels and promises the reply, and `forget`, which clears all votes.
export const startWorker = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker('/scanner_loader.js');
    const waiting = new Map();
    let last = 0;
    // `layout` says what the pixels are; see `protocol::scan::Pixels`. They are handed over, not copied.
    const ask = (type, pixels, layout) =>
      new Promise((answer) => {
        last += 1;
        waiting.set(last, answer);
        worker.postMessage({ head: JSON.stringify({ type, id: last, pixels: layout }), pixels }, [pixels]);
      });
    const forget = () => worker.postMessage({ head: JSON.stringify({ type: 'reset' }) });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      const reply = JSON.parse(data);
      if (reply.type === 'ready') resolve({ ask, forget });
      waiting.get(reply.id)?.(reply);
      waiting.delete(reply.id);
    };
  });

// Family and content of what was read. Of frames, what still waits for another one does not count.
export const contents = (detections) =>
  detections.filter(({ standing }) => standing !== 'candidate').map(({ symbology, text }) => [symbology, text]);
