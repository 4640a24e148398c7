import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { countDeadLetters } from '../../examples/airports/count-dead-letters.ts';
import { readAirports } from '../../examples/airports/read-airports.ts';

const test = suite('airports / records that always fail');

test('each message in the on-failure queue counts for the records of its batch', () => {
  const message = (batchSize: number) => ({ body: JSON.stringify({ KinesisBatchInfo: { batchSize } }) });

  assert.is(countDeadLetters([message(1), message(3)]), 4);
  assert.is(countDeadLetters([]), 0);
});

for (const poison of [0, 1, 3, 10]) {
  test(`${poison} of 10 records are poisoned when ${poison} are asked for`, async () => {
    const airports = await readAirports(10, poison);

    assert.is(airports.filter(({ latitude }) => latitude > 90).length, poison);
  });
}

test.run();
