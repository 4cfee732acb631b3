// PouchDB: `indexeddb` adapter, batches of 1,000, checkpoints on this side only, which spares it round trips.

import { call, check, counted, each, timed } from './bench.js';
import indexeddb from 'pouchdb-adapter-indexeddb';
import PouchDB from 'pouchdb-browser';

import { COUNT, idOf } from './rows.mjs';

PouchDB.plugin(indexeddb);
const remote = new PouchDB(`${location.origin}/db/rows`, { skip_setup: true });
let [local, round] = [null, 0];

const pull = () => local.replicate.from(remote, { batch_size: 1_000, checkpoint: 'target' });
const push = () => local.replicate.to(remote, { batch_size: 1_000, checkpoint: 'source' });

window.peer = {
  async firstSync() {
    local = new PouchDB(`rows-${Date.now()}-${(round += 1)}`, { adapter: 'indexeddb' });
    await local.info();
    const ms = await timed(pull);
    check('rows', (await local.info()).doc_count, COUNT);
    return { ms, rows: COUNT };
  },
  async push(count) {
    const keys = Array.from({ length: count }, (_, n) => idOf(n * 3));
    const { rows } = await local.allDocs({ keys, include_docs: true });
    // What went before is not sent again.
    await push();
    const before = await call('pushed', 0);
    const note = `pushed ${Date.now()} ${'.'.repeat(130)}`;
    for (const { doc } of rows) await local.put({ ...doc, note });
    const ms = await timed(push);
    check('pushed', (await call('pushed', 0)) >= Math.max(before, count), true);
    return ms;
  },
  async pull(count) {
    await pull();
    await call('change', count);
    let written = 0;
    const ms = await timed(async () => { written = (await pull()).docs_written; });
    check('pulled', written, count);
    return ms;
  },
  idle: () => counted(pull),
  async edits(count) {
    const doc = await local.get(idOf(1));
    let { _rev } = doc;
    return each(count, async (n) => { _rev = (await local.put({ ...doc, _rev, truck_min: n })).rev; });
  },
  close: () => local.destroy(),
};
