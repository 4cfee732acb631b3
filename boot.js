// Starts the app: the only script in the page, because the content security policy allows no inline code.
//
// Here: loading the program, plain words when it cannot start, and the service worker's registration, so that a build
// that does not start can still be replaced by the next. Never here: anything the app does once it runs.

const script = document.querySelector('script[data-wasm]');
const build = document.querySelector('meta[name="build"]')?.content ?? 'dev';
const workers = navigator.serviceWorker;

const show = (id) => document.getElementById(id)?.removeAttribute('hidden');

const sayBroken = (why) => {
  console.error('Pem2 could not start:', why);
  document.getElementById('shell')?.remove();
  show('boot-error');
};

// Reloads, with the newest build when the server has one. What is saved on the phone is not touched.
const startAgain = async () => {
  try {
    const registration = await workers?.getRegistration();
    await registration?.update();
    const next = registration?.waiting ?? (await installed(registration?.installing));
    if (next) {
      next.postMessage({ type: 'activate' });
      await Promise.race([happened(workers, 'controllerchange'), after(5000)]);
    } else {
      // What the browser keeps may be damaged.
      const modules = [...document.querySelectorAll('link[rel="modulepreload"]')].map((link) => link.href);
      const parts = [...modules, script.dataset.wasm, script.dataset.second].filter(Boolean);
      await Promise.all(parts.map((url) => fetch(url, { cache: 'reload' })));
    }
  } catch (why) {
    // No network: the build at hand is tried once more.
    console.warn(why);
  }
  location.reload();
};

const happened = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The worker once it is whole; null when it cannot be.
const installed = async (worker) => {
  while (worker?.state === 'installing') await happened(worker, 'statechange');
  return ['installed', 'activating', 'activated'].includes(worker?.state) ? worker : null;
};

// How long after a failed registration the next is tried; doubled each time, up to the second number.
const AGAIN = [20_000, 600_000];

const register = async (again = AGAIN[0]) => {
  try {
    const registration = await workers?.register('/sw.js', { updateViaCache: 'none' });
    (registration?.active ?? workers?.controller)?.postMessage({ type: 'started' });
    const coming = registration?.installing;
    if (registration?.active || !coming || (await installed(coming))) return keepCurrent(registration);
    // A file did not arrive whole. All that arrived is in the browser's own cache: the next try is shorter.
  } catch (why) {
    // The app works without it, only not without a network.
    console.warn('no service worker:', why);
  }
  await Promise.race([after(again), happened(window, 'online')]);
  register(Math.min(again * 2, AGAIN[1]));
};

// A later build whose files did not arrive whole is asked for again: an app that stays open would not ask by itself.
const keepCurrent = (registration) => {
  let [again, waiting] = [AGAIN[0], false];
  const retry = async () => {
    if (waiting) return;
    waiting = true;
    await Promise.race([after(again), happened(window, 'online')]);
    waiting = false;
    again = Math.min(again * 2, AGAIN[1]);
    registration.update().catch(retry);
  };
  const follow = async () => {
    const coming = registration?.installing;
    if (!coming) return;
    if (await installed(coming)) again = AGAIN[0];
    else retry();
  };
  registration?.addEventListener('updatefound', follow);
  follow();
};

document.getElementById('boot-reload')?.addEventListener('click', startAgain);

// The service worker asks which builds still run before it removes old ones.
workers?.addEventListener('message', ({ data, ports }) => {
  if (data?.type === 'build?') ports[0]?.postMessage({ build });
});

// The least program with what Pem2's has and old browsers do not know, by the binary format of WebAssembly 2.0: many numbers
// at once (Safari 16.4, Chrome 91, Firefox 89) and references (Safari 15, Chrome 96, Firefox 79). sw.js has the same: it does
// not put a build that cannot run in the place of one that can.
const PROBE = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 9, 2, 0x60, 0, 1, 0x7b, 0x60, 1, 0x6f, 0, 3, 2, 1, 0],
  ...[10, 22, 1, 20, 0, 0xfd, 12, ...new Array(16).fill(0), 11],
]);

const start = async () => {
  if (typeof WebAssembly !== 'object') {
    // Lockdown Mode on an iPhone switches it off, save for addresses that are excluded.
    show('boot-lockdown');
    throw new Error('this browser has no WebAssembly');
  }
  if (!WebAssembly.validate(PROBE)) {
    show('boot-old');
    throw new Error('this browser does not know WebAssembly 2.0');
  }
  // Both are on their way at once.
  const wasm = fetch(script.dataset.wasm);
  const app = await import(script.dataset.js);
  await app.default({ module_or_path: wasm });
};

// The registration waits until both parts of the program are there, so that it does not fetch what they are fetching. An
// app that does not get that far is given up after a while: the next build may.
const whole = Promise.race([happened(window, 'pem2-whole'), after(15_000)]);
start().then(() => whole, sayBroken).finally(() => register());
