// Yjs: y-indexeddb, y-websocket, and a map of rows: plain objects, or with `?fields` maps of their own, whose fields merge
// one by one. It confirms nothing by itself: the bench's own call, made beforehand, comes back when the server has all.

import { call, check, counted, timed } from './bench.js';
import { IndexeddbPersistence } from 'y-indexeddb';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

import { COUNT, idOf } from './rows.mjs';

const ROOM = location.search === '?fields' ? 'fields' : 'rows';
let [doc, rows, disk, line, round] = [null, null, null, null, 0];

const ask = (name, count) => call(`${ROOM}-${name}`, count);
const change = (id, field, value) => {
  const old = rows.get(id);
  if (ROOM === 'fields') old.set(field, value);
  else rows.set(id, { ...old, [field]: value });
};
const stampOf = (id) => (ROOM === 'fields' ? rows.get(id).get('updated_at') : rows.get(id).updated_at);

const is = (provider, wanted) =>
  new Promise((resolve) => {
    const look = () => {
      if (provider.synced !== wanted) return;
      provider.off('sync', look);
      resolve();
    };
    provider.on('sync', look);
    look();
  });
// A transaction on the same store ends after all that were begun before it.
const durable = () =>
  new Promise((resolve, reject) => {
    const transaction = disk.db.transaction(['updates'], 'readwrite');
    transaction.objectStore('updates').count();
    transaction.oncomplete = resolve;
    transaction.onabort = reject;
  });
// It writes everything anew some time after many edits.
const settled = async () => {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await durable();
};
const hangUp = async () => {
  line.disconnect();
  await is(line, false);
};
const catchUp = async () => {
  line.connect();
  await is(line, true);
  await durable();
};

window.peer = {
  async firstSync() {
    doc = new Y.Doc();
    rows = doc.getMap('rows');
    disk = new IndexeddbPersistence(`rows-${Date.now()}-${(round += 1)}`, doc);
    await disk.whenSynced;
    line = new WebsocketProvider(location.origin.replace('http', 'ws'), ROOM, doc, { connect: false, disableBc: true });
    const ms = await timed(catchUp);
    check('rows', rows.size, COUNT);
    return { ms, rows: COUNT };
  },
  async push(count) {
    await hangUp();
    const note = `pushed ${Date.now()} ${'.'.repeat(130)}`;
    for (let n = 0; n < count; n += 1) change(idOf(n * 3), 'note', note);
    await settled();
    const before = await ask('pushed', 0);
    const arrived = ask('arrival', count);
    // Asked is asked: that question is there before the edits are.
    await ask('pushed', 0);
    const ms = await timed(async () => {
      line.connect();
      await arrived;
    });
    await is(line, true);
    check('pushed', (await ask('pushed', 0)) - before, count);
    return ms;
  },
  async pull(count) {
    await hangUp();
    await settled();
    await ask('change', count);
    const before = stampOf(idOf(0));
    const ms = await timed(catchUp);
    check('pulled', stampOf(idOf(0)) !== before, true);
    return ms;
  },
  async idle() {
    await hangUp();
    return counted(catchUp);
  },
  edits: null,
  async close() {
    line.destroy();
    await disk.clearData();
    doc.destroy();
  },
};
