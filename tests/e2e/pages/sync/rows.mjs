// The rows that every peer gets: as many fields and bytes as one of our rows on its way.

const SORTS = ['EMT set-screw connector', 'Tamper-resistant receptacle', 'Circuit breaker, single pole', 'Old-work box, two gang'];

export const COUNT = 10_000;

export const idOf = (n) => `item-${String(n).padStart(6, '0')}`;

// Twelve fields, 400 bytes of JSON.
export const row = (n) => ({
  id: idOf(n),
  name: `${SORTS[n % SORTS.length]}, 3/4 in, No. ${String(n).padStart(6, '0')}`,
  category: ['Fittings', 'Devices', 'Breakers', 'Boxes'][n % 4],
  brand: ['Baywire', 'Northgate', 'Tidewater'][n % 3],
  unit: 'ea',
  code: `HPE-${String(n).padStart(6, '0')}`,
  pack: 1,
  truck_min: n % 5,
  truck_max: (n % 5) * 4,
  cost_cents: 90 + ((n * 37) % 9_000),
  note: `Shelf ${n % 97}, bin ${n % 13}. Ask at the counter before the last box goes out; the next delivery is on Thursday.`.padEnd(150, '.'),
  updated_at: 1_767_225_600_000 + n,
});
