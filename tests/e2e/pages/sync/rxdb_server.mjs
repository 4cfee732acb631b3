// A small endpoint for RxDB: rows by sequence number, in memory; a push is compared with what its author saw.

import { answer, host, read } from './host.mjs';
import { COUNT, idOf, row } from './rows.mjs';

const rows = new Map();
let seq = 0;
// In order of sequence: what is written anew moves to the end.
const put = (one) => {
  rows.delete(one.id);
  rows.set(one.id, { one, seq: (seq += 1) });
};
for (let n = 0; n < COUNT; n += 1) put({ ...row(n), _deleted: false });

let pushed = 0;
const change = (count) => {
  const stamp = Date.now();
  for (let n = 0; n < count; n += 1) put({ ...rows.get(idOf(n * 7)).one, updated_at: stamp });
};

const pull = ({ after, limit }) => {
  const found = [];
  let last = after;
  if (after < seq) {
    for (const stored of rows.values()) {
      if (stored.seq <= after) continue;
      found.push(stored.one);
      last = stored.seq;
      if (found.length === limit) break;
    }
  }
  return { documents: found, checkpoint: { seq: last } };
};

const push = (edits) => {
  const conflicts = [];
  for (const { newDocumentState: wanted, assumedMasterState: seen } of edits) {
    const { one } = rows.get(wanted.id);
    if (seen && seen.updated_at !== one.updated_at) conflicts.push(one);
    else {
      put(wanted);
      pushed += 1;
    }
  }
  return conflicts;
};

host('rxdb', { change, pushed: () => pushed }, async (request, response) => {
  if (request.url === '/pull') answer(response, pull(await read(request)));
  else if (request.url === '/push') answer(response, push(await read(request)));
  else response.writeHead(404).end();
});
