import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { watchTimeout } from '../../../packages/consumer-sdk/src/running/watchdog.ts';

const test = suite('consumer-sdk / watchdog');

test.after.each(() => td.reset());

for (const [remainingMs, flushTimeoutMs, delayMs] of [
  [30_000, 500, 29_400],
  [3_000, 500, 2_400],
  [1_000, 500, 500],
  [10, 0, 5],
] as const) {
  test(`with ${remainingMs} ms left and a flush of ${flushTimeoutMs} ms it barks after ${delayMs} ms`, () => {
    const delays: unknown[] = [];
    td.replace(globalThis, 'setTimeout', (_bark: () => void, ms: number) => {
      delays.push(ms);
      return { unref: () => undefined };
    });

    watchTimeout(remainingMs, flushTimeoutMs, () => undefined);

    assert.equal(delays, [delayMs]);
  });
}

for (const remainingMs of [undefined, Number.NaN]) {
  test(`with ${remainingMs} ms left nothing is watched`, () => {
    const before = process.getActiveResourcesInfo().length;

    const stop = watchTimeout(remainingMs, 500, () => assert.unreachable());
    stop();

    assert.is(process.getActiveResourcesInfo().length, before);
  });
}

test.run();
