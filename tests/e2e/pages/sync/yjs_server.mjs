// The server of y-websocket's own authors, with two documents in memory: each row one plain object, and each row a map of
// its fields, which merge one by one.

import { getYDoc, setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';

import { host } from './host.mjs';
import { COUNT, idOf, row } from './rows.mjs';

const open = (room) => {
  const doc = getYDoc(room);
  const rows = doc.getMap('rows');
  const inFields = room === 'fields';
  doc.transact(() => {
    for (let n = 0; n < COUNT; n += 1) rows.set(idOf(n), inFields ? new Y.Map(Object.entries(row(n))) : row(n));
  });
  // Yjs confirms nothing: whoever pushes asks here, beforehand, to be told when so many edits have arrived.
  let arrived = 0;
  let look = () => {};
  rows.observeDeep((events, { local }) => {
    if (local) return;
    for (const { keysChanged } of events) arrived += keysChanged.size;
    look();
  });
  return {
    change(count) {
      const stamp = Date.now();
      doc.transact(() => {
        for (let n = 0; n < count; n += 1) {
          const old = rows.get(idOf(n * 7));
          if (inFields) old.set('updated_at', stamp);
          else rows.set(idOf(n * 7), { ...old, updated_at: stamp });
        }
      });
    },
    async arrival(count) {
      const goal = arrived + count;
      await new Promise((resolve) => {
        look = () => { if (arrived >= goal) resolve(); };
      });
    },
    pushed: () => arrived,
  };
};

const rooms = { rows: open('rows'), fields: open('fields') };
const calls = Object.fromEntries(
  Object.entries(rooms).flatMap(([room, calls]) => Object.entries(calls).map(([name, call]) => [`${room}-${name}`, call])),
);
const server = host('yjs', calls, (_, response) => response.writeHead(404).end());
new WebSocketServer({ server }).on('connection', (socket, request) => setupWSConnection(socket, request));
