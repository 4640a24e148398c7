import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkAirport } from '../../examples/airports/airport.ts';
import { readAirports } from '../../examples/airports/read-airports.ts';

const test = suite('airports / read airports');

test('every airport of the data set passes the check', async () => {
  const airports = await readAirports(18_776);

  for (const airport of airports) assert.not.throws(() => checkAirport(airport));
});

test('ids differ even where the data set starts again', async () => {
  const airports = await readAirports(20_000);

  assert.is(new Set(airports.map(({ id }) => id)).size, 20_000);
  assert.is(airports[18_776]?.airport, airports[0]?.airport);
});

test('the records vary in size and have letters beyond ASCII', async () => {
  const sizes = (await readAirports(10_000)).map((airport) => Buffer.byteLength(JSON.stringify(airport)));
  const text = JSON.stringify(await readAirports(10_000));

  assert.ok(Math.max(...sizes) > 1.5 * Math.min(...sizes));
  assert.ok(Buffer.byteLength(text) > text.length);
});

test('an airport without a name is refused', async () => {
  const [airport] = await readAirports(1);

  assert.throws(() => checkAirport({ ...(airport as never as object), airport: ' ' } as never), /name/);
});

test.run();
