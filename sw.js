// The service worker: serves the files of one build, so that the app starts without a network.
//
// Here: a precache of all files of this build (whole or not at all), but for those that few phones need, which are kept
// from their first use on; the page for every address of the app; and the tidying of builds that no page runs any more.
// Never here: edits, rows, photos or anything else the server answers; those have their own stores and their own way.
//
// `cargo xtask precache` writes the list of files in place of the null below. In a build without it
// this worker does nothing.
//
// A new build waits until the page says {type: 'activate'}, which it does when nothing is typed, scanned or being
// saved. Other messages: {type: 'version'} is answered with {type: 'version', build}; {type: 'started'} says that a
// page runs; a page that gets {type: 'build?'} answers with {build} on the port that came with it.

const BUILD = /*PRECACHE*/ null;

const PREFIX = 'app-';
const CACHE = PREFIX + (BUILD?.build ?? 'none');
const FILES = BUILD?.files ?? [];
const KNOWN = new Set(FILES.map((file) => file.url));
// Of this build too, but of use to few: by address.
const LATER = new Map((BUILD?.later ?? []).map((file) => [file.url, file]));
const SHELL = '/';

// What only the server answers.
const SERVER = ['/admin/', '/api/', '/auth/', '/blobs', '/events', '/health', '/photos/', '/sync/'];
// A name with a hash in it means the same bytes in every build.
const HASHED = /[-_][0-9a-f]{12,16}[-_.]/;

// ---- install ----

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

// The file if it is exactly of this build: the server may change builds meanwhile, and some networks answer every
// question with a page of their own.
const fetched = async ({ url, sha256 }, cache) => {
  const response = await fetch(url, { cache, redirect: 'error' });
  if (!response.ok) return null;
  const bytes = await response.clone().arrayBuffer();
  return hex(await crypto.subtle.digest('SHA-256', bytes)) === sha256 ? response : null;
};

// What the page has just loaded is taken from the browser's own cache; the hash says whether that is right.
const fetchExactly = async (file) => {
  const response = (await fetched(file, HASHED.test(file.url) ? 'default' : 'no-cache')) ?? (await fetched(file, 'reload'));
  if (!response) throw new Error(`${file.url} is not of build ${BUILD.build}`);
  return response;
};

// As in boot.js: what the program has and old browsers do not know.
const PROBE = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 9, 2, 0x60, 0, 1, 0x7b, 0x60, 1, 0x6f, 0, 3, 2, 1, 0],
  ...[10, 22, 1, 20, 0, 0xfd, 12, ...new Array(16).fill(0), 11],
]);

const install = async () => {
  if (typeof WebAssembly === 'object' && !WebAssembly.validate(PROBE)) {
    // An older build that runs here can still send what was saved with it.
    throw new Error('this browser is too old for this build');
  }
  const wasThere = await caches.has(CACHE);
  // All files are here before the first is kept.
  const responses = await Promise.all(FILES.map(fetchExactly));
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(FILES.map((file, i) => cache.put(file.url, responses[i])));
  } catch (error) {
    // The phone is full: leave no half of a build.
    if (!wasThere) await caches.delete(CACHE);
    throw error;
  }
};

// ---- older builds ----

// The build that a page runs; null when it does not say.
const buildOf = (client) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data?.build ?? null);
    setTimeout(resolve, 2000, null);
    client.postMessage({ type: 'build?' }, [port2]);
  });

// Removes builds that no page runs. A page of an older build may still ask for a file it has not needed so far, and a
// page that sleeps cannot say what it runs: then all stay.
const sweep = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const { installing, waiting } = self.registration;
  // The next build fills its cache already.
  if (names.length === 0 || installing || waiting) return;
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const running = await Promise.all(pages.map(buildOf));
  if (running.includes(null)) return;
  const unused = names.filter((name) => !running.includes(name.slice(PREFIX.length)));
  await Promise.all(unused.map((name) => caches.delete(name)));
};

// ---- serve ----

// Safari plays sounds only from answers in parts.
const part = async (response, range) => {
  const bytes = await response.arrayBuffer();
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  if (first === undefined || Number(first) >= bytes.byteLength) {
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${bytes.byteLength}` } });
  }
  const end = Math.min(last ? Number(last) : Infinity, bytes.byteLength - 1);
  const headers = {
    'Content-Type': response.headers.get('Content-Type') ?? '',
    'Content-Range': `bytes ${first}-${end}/${bytes.byteLength}`,
  };
  return new Response(bytes.slice(Number(first), end + 1), { status: 206, headers });
};

// The kept file; from the network when the browser has thrown it away.
const kept = async (request, url) => {
  const cache = await caches.open(CACHE);
  const response = await cache.match(url, { ignoreVary: true });
  if (!response) return fetch(request);
  const range = request.headers.get('Range');
  return range ? part(response, range) : response;
};

// The file that this phone turns out to need: from now on without a network too, for as long as the build is kept.
const keptFromNowOn = async (file) => {
  const cache = await caches.open(CACHE);
  const known = await cache.match(file.url, { ignoreVary: true });
  if (known) return known;
  const response = await fetchExactly(file);
  // A phone that is full reads codes all the same.
  await cache.put(file.url, response.clone()).catch(console.warn);
  return response;
};

// A file that this build does not have: a page of an older one asks.
const keptByAnyBuild = async (request) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

const answer = (request) => {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return null;
  if (SERVER.some((path) => pathname.startsWith(path))) return null;
  if (KNOWN.has(pathname)) return kept(request, pathname);
  if (LATER.has(pathname)) return keptFromNowOn(LATER.get(pathname));
  if (request.mode === 'navigate') return kept(request, SHELL);
  return HASHED.test(pathname) ? keptByAnyBuild(request) : null;
};

if (BUILD) {
  self.addEventListener('install', (event) => event.waitUntil(install()));

  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim().then(sweep)));

  self.addEventListener('message', (event) => {
    if (event.data?.type === 'activate') event.waitUntil(self.skipWaiting());
    if (event.data?.type === 'started') event.waitUntil(sweep());
    if (event.data?.type === 'version') event.source?.postMessage({ type: 'version', build: BUILD.build });
  });

  self.addEventListener('fetch', (event) => {
    const response = answer(event.request);
    if (response) event.respondWith(response);
  });
}
