// Starts the app: the one script in the page. It says so in plain words when the app cannot start, and it registers the
// service worker by itself, so that a broken build can still be replaced by the next one.

const script = document.querySelector('script[data-wasm]');

const sayBroken = (why) => {
  console.error(why);
  document.getElementById('boot-error')?.removeAttribute('hidden');
};

document.getElementById('boot-reload')?.addEventListener('click', () => location.reload());

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' }).catch((why) => console.warn(why));
}

if (typeof WebAssembly !== 'object') {
  // Lockdown Mode on an iPhone switches it off for every site that is not excluded.
  document.getElementById('boot-lockdown')?.removeAttribute('hidden');
  sayBroken('this browser has no WebAssembly');
} else {
  import(script.dataset.js)
    .then((app) => app.default({ module_or_path: script.dataset.wasm }))
    .catch(sayBroken);
}
