// What the pages of all peers have in common: clock, calls of the bench, and counting what travels.

export const timed = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

// Calls of the bench itself are kept out of what is counted.
const { fetch, WebSocket: Socket } = window;
export const call = async (name, count) => (await fetch(`/bench/${name}?count=${count}`)).json();

export const check = (what, found, wanted) => {
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}`);
};

// Set while something counts. Peers keep the `fetch` that they find when they are loaded: this module comes first.
let seen = null;
const length = (body) => (typeof body === 'string' ? new Blob([body]).size : (body?.byteLength ?? 0));
const note = (size, requests = 0) => {
  if (!seen) return;
  seen.bytes += size;
  seen.requests += requests;
};
window.fetch = (input, options) => {
  const asked = fetch(input, options);
  if (!seen) return asked;
  note(length(options?.body), 1);
  seen.answers.push(asked.then(async (response) => note((await response.clone().arrayBuffer()).byteLength)));
  return asked;
};
window.WebSocket = class extends Socket {
  constructor(...where) {
    super(...where);
    note(0, 1);
    this.addEventListener('message', ({ data }) => note(length(data)));
  }

  send(data) {
    note(length(data));
    super.send(data);
  }
};

// Bytes of bodies both ways and how many requests, while `work` runs. A WebSocket counts as one request.
export const counted = async (work) => {
  seen = { bytes: 0, requests: 0, answers: [] };
  await work();
  await Promise.all(seen.answers);
  const { bytes, requests } = seen;
  seen = null;
  return { bytes, requests };
};

// One after another, each timed.
export const each = async (count, work) => {
  const took = [];
  for (let n = 0; n < count; n += 1) took.push(await timed(() => work(n)));
  return took;
};
