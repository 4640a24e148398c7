import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';

const test = suite('local-pipeline / clock');

test('durations pass as many times faster as the scale says, instants stay those of the wall clock', () => {
  const clock = createClock(100);
  const before = Date.now();

  const nowMs = clock.nowMs();

  assert.ok(nowMs >= before && nowMs <= Date.now());
  assert.is(clock.wallMs(60_000), 600);
  assert.ok(clock.elapsedMs(before - 600) >= 60_000);
});

test('a pause is over that many times sooner', async () => {
  const end = new AbortController();
  const scaled = createClock(10_000)
    .pause(100_000, end.signal)
    .then(() => 'scaled');
  const unscaled = createClock()
    .pause(100_000, end.signal)
    .then(() => 'unscaled');

  const first = await Promise.race([scaled, unscaled]);
  end.abort();

  assert.is(first, 'scaled');
});

test('a pause ends with its signal', async () => {
  const end = new AbortController();
  const paused = createClock().pause(600_000, end.signal);

  end.abort();
  await paused;

  assert.ok(end.signal.aborted);
});

test.run();
