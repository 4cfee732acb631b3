// A search over 100,000 items while somebody types: what plain JavaScript does, FlexSearch, and MiniSearch.

import { Index } from 'flexsearch';
import MiniSearch from 'minisearch';

import { row } from './rows.mjs';

const ITEMS = 100_000;
// What is shown at once.
const SHOWN = 50;

const texts = Array.from({ length: ITEMS }, (_, n) => {
  const { name, category, brand, code } = row(n);
  return `${name} ${category} ${brand} ${code}`;
});

const engines = {
  'plain scan'() {
    const lower = texts.map((text) => text.toLowerCase());
    return (query) => {
      const words = query.toLowerCase().split(' ').filter(Boolean);
      const found = [];
      for (let n = 0; n < ITEMS && found.length < SHOWN; n += 1) {
        if (words.every((word) => lower[n].includes(word))) found.push(n);
      }
      return found;
    };
  },
  FlexSearch() {
    const index = new Index({ tokenize: 'forward' });
    texts.forEach((text, n) => index.add(n, text));
    return (query) => index.search(query, { limit: SHOWN });
  },
  MiniSearch() {
    const index = new MiniSearch({ fields: ['text'], searchOptions: { prefix: true, combineWith: 'AND' } });
    index.addAll(texts.map((text, id) => ({ id, text })));
    return (query) => index.search(query).slice(0, SHOWN);
  },
};

// Milliseconds of each letter of each query, typed one by one.
window.search = (queries) =>
  Object.entries(engines).map(([name, build]) => {
    const find = build();
    const took = [];
    let found = 0;
    for (const query of queries) {
      for (let length = 1; length <= query.length; length += 1) {
        const start = performance.now();
        found += find(query.slice(0, length)).length;
        took.push(performance.now() - start);
      }
    }
    return { name, took, found };
  });
