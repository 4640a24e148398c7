import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pace } from '../../examples/airports/pace.ts';
import { offeredRatePerSecond, sinkRatePerSecond } from '../../examples/airports/sink-rate.ts';

const test = suite('airports / pace');

test('flat out gives everything in batches of at most 100', async () => {
  const counts = await Array.fromAsync(pace(250, 0));

  assert.equal(counts, [100, 100, 50]);
});

test('a paced run gives exactly what was asked for', async () => {
  const counts = await Array.fromAsync(pace(30, 300));

  assert.is(
    counts.reduce((sum, count) => sum + count, 0),
    30,
  );
  assert.ok(counts.length > 1);
});

test('the sink rate leaves out the first 30 % of the records', () => {
  const samples = [
    { atMs: 0, settled: 1 },
    { atMs: 9_000, settled: 300 },
    { atMs: 10_000, settled: 1_000 },
  ];

  assert.is(sinkRatePerSecond(samples), 700);
});

test('a sink that was not seen at work has no rate', () => {
  assert.is(sinkRatePerSecond([]), 0);
  assert.is(sinkRatePerSecond([{ atMs: 5, settled: 10 }]), 0);
});

test('70 % of the sink rate is offered, and at least one record a second', () => {
  assert.is(offeredRatePerSecond(1_001), 700);
  assert.is(offeredRatePerSecond(0), 1);
});

test.run();
