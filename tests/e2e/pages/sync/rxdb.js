// RxDB: dexie storage, a small endpoint over HTTP. The first sync only pulls, which spares it the book-keeping of a push.

import { call, check, counted, each, timed } from './bench.js';
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

import { COUNT, idOf, row } from './rows.mjs';

const typeOf = (value) => (typeof value === 'number' ? { type: 'number' } : { type: 'string' });
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { ...Object.fromEntries(Object.entries(row(0)).map(([key, value]) => [key, typeOf(value)])), id: { type: 'string', maxLength: 20 } },
  required: ['id'],
};
const BATCH = 1_000;
let [db, rows, sync, round] = [null, null, null, 0];

const post = async (path, body) =>
  (await window.fetch(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })).json();
const handlers = {
  pull: { batchSize: BATCH, handler: (last, limit) => post('/pull', { after: last?.seq ?? 0, limit }) },
  push: { batchSize: BATCH, handler: (edits) => post('/push', edits) },
};

const start = async (which) => {
  const replication = replicateRxCollection({
    collection: rows,
    replicationIdentifier: which.join('-'),
    live: true,
    waitForLeadership: false,
    ...Object.fromEntries(which.map((name) => [name, handlers[name]])),
  });
  replication.error$.subscribe((why) => console.error(why));
  await replication.awaitInSync();
  return replication;
};
const again = async () => {
  sync.reSync();
  await sync.awaitInSync();
};
// The first sync only pulled; for the rest it does both. It then looks through all rows once: that is over when an edit
// has arrived. Where it stands it writes down at its next start.
const both = async () => {
  if (sync.push) return;
  await sync.cancel();
  sync = await start(['pull', 'push']);
  const before = await call('pushed', 0);
  await (await rows.findOne(idOf(2)).exec()).incrementalPatch({ updated_at: Date.now() });
  while ((await call('pushed', 0)) === before) await new Promise((resolve) => setTimeout(resolve, 20));
  await sync.awaitInSync();
  await rest(() => {});
};
// What it has pushed itself it pulls once more: that belongs to the step before.
const rest = async (work) => {
  await again();
  await sync.pause();
  await work();
  return timed(async () => {
    await sync.start();
    await sync.awaitInSync();
  });
};

window.peer = {
  async firstSync() {
    db = await createRxDatabase({
      name: `rows-${Date.now()}-${(round += 1)}`,
      storage: getRxStorageDexie(),
      multiInstance: false,
      eventReduce: true,
    });
    ({ rows } = await db.addCollections({ rows: { schema } }));
    const ms = await timed(async () => { sync = await start(['pull']); });
    check('rows', await rows.count().exec(), COUNT);
    return { ms, rows: COUNT };
  },
  async push(count) {
    await both();
    const before = await call('pushed', 0);
    const note = `pushed ${Date.now()} ${'.'.repeat(130)}`;
    const docs = await rows.findByIds(Array.from({ length: count }, (_, n) => idOf(n * 3))).exec();
    const ms = await rest(async () => {
      for (const doc of docs.values()) await doc.incrementalPatch({ note });
    });
    check('pushed', (await call('pushed', 0)) - before, count);
    return ms;
  },
  async pull(count) {
    await both();
    await again();
    await call('change', count);
    const { updated_at: before } = (await rows.findOne(idOf(0)).exec()).toJSON();
    const ms = await timed(again);
    check('pulled', (await rows.findOne(idOf(0)).exec()).updated_at !== before, true);
    return ms;
  },
  async idle() {
    await both();
    return counted(again);
  },
  async edits(count) {
    await both();
    const doc = await rows.findOne(idOf(1)).exec();
    let took = [];
    await rest(async () => { took = await each(count, (n) => doc.incrementalPatch({ truck_min: n })); });
    return took;
  },
  async close() {
    await sync.cancel();
    await db.remove();
  },
};
