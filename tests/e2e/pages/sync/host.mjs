// What every peer's server has in common: the page it serves, so that nothing crosses origins, and calls of the bench
// itself below `/bench/`. Its port is drawn by the system and printed.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

// The JSON of a request's body.
export const read = async (request) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString());
};

export const answer = (response, value) => {
  const text = JSON.stringify(value);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
};

// Serves the page and its module NAME.js; `calls` are the bench's own, by name; everything else is the peer's.
export const host = (name, calls, peer) => {
  const pages = process.env.PEM2_SYNC_PAGE;
  const files = { '/': 'index.html', '/peer.js': `${name}.js` };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    try {
      if (files[pathname]) {
        response.setHeader('content-type', TYPES[extname(files[pathname])]);
        response.end(await readFile(join(pages, files[pathname])));
      } else if (pathname.startsWith('/bench/')) {
        answer(response, (await calls[pathname.slice(7)](Number(searchParams.get('count')))) ?? null);
      } else {
        await peer(request, response);
      }
    } catch (why) {
      console.error(why);
      response.writeHead(500).end(String(why));
    }
  });
  // As long as a round of the bench: no peer pays for a new connection.
  server.keepAliveTimeout = 120_000;
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  return server;
};
