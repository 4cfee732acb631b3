// Serves the page that searches.

import { host } from './host.mjs';

host('search', {}, (_, response) => response.writeHead(404).end());
