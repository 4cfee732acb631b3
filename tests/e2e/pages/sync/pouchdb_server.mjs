// express-pouchdb over a PouchDB in memory, with no more than replication needs.

import express from 'express';
import expressPouchdb from 'express-pouchdb';
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb';

import { host } from './host.mjs';
import { COUNT, idOf, row } from './rows.mjs';

PouchDB.plugin(memory);
const InMemory = PouchDB.defaults({ adapter: 'memory', revs_limit: 10 });
const app = express();
// Before the database is made: it keeps a list of them.
app.use('/db', expressPouchdb(InMemory, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' }));
const db = new InMemory('rows');
const first = Array.from({ length: COUNT }, (_, n) => {
  const { id, ...rest } = row(n);
  return { _id: id, ...rest };
});
await db.bulkDocs(first);

const change = async (count) => {
  const keys = Array.from({ length: count }, (_, n) => idOf(n * 7));
  const { rows } = await db.allDocs({ keys, include_docs: true });
  const stamp = Date.now();
  await db.bulkDocs(rows.map(({ doc }) => ({ ...doc, updated_at: stamp })));
};
const pushed = async () => {
  const { rows } = await db.allDocs({ include_docs: true });
  return rows.filter(({ doc }) => doc.note?.startsWith('pushed')).length;
};

host('pouchdb', { change, pushed }, app);
