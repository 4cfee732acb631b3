// The service worker: serves one build's files, all or nothing, so that the app starts without a network.
//
// It never looks at edits, rows or photos: those have their own stores and their own way to the server. The list below
// is written by `cargo xtask precache` after each build; its name is a hash of all files, so two builds never mix.

const PRECACHE = /*PRECACHE*/ null ?? { build: 'none', files: [] };
const CACHE = `app-${PRECACHE.build}`;
const KNOWN = new Set(PRECACHE.files.map((file) => file.url));
// Answered by the server alone.
const SERVER = ['/auth/', '/sync/', '/blobs', '/photos/', '/admin/', '/events', '/health', '/api/'];

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

// Fetches one file, and refuses it when it is not of this build: a deployment may happen in between.
const fetchExactly = async ({ url, sha256 }) => {
  const response = await fetch(url, { cache: 'reload', credentials: 'same-origin' });
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  const found = hex(await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer()));
  if (found !== sha256) throw new Error(`${url}: not of build ${PRECACHE.build}`);
  return response;
};

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      // All files first, in memory; only then the cache is written. A build that is not whole is not installed.
      const responses = await Promise.all(PRECACHE.files.map(fetchExactly));
      const cache = await caches.open(CACHE);
      await Promise.all(PRECACHE.files.map((file, index) => cache.put(file.url, responses[index])));
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith('app-') && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

// The page says when it is idle and clean; nothing is replaced under a form that is open.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate') self.skipWaiting();
  if (event.data?.type === 'version') event.source?.postMessage({ type: 'version', build: PRECACHE.build });
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (SERVER.some((path) => url.pathname.startsWith(path))) return;
  const name = KNOWN.has(url.pathname) ? url.pathname : event.request.mode === 'navigate' ? '/' : null;
  if (name === null) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(CACHE);
      return (await cache.match(name)) ?? fetch(event.request);
    })(),
  );
});
