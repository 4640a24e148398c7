import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFlush } from '../../../packages/lambda-layer/src/telemetry/flush.ts';
import { createLateWork } from '../../../packages/lambda-layer/src/telemetry/late-work.ts';

const test = suite('lambda-layer / telemetry / late-work');

test('work waits for the flush, which sends what came of it', async () => {
  const done: string[] = [];
  const lateWork = createLateWork();
  const spans = { flush: async () => void done.push('flushed') };
  const flush = createFlush({ spans, metrics: undefined, metricIntervalMs: 0, lateWork });

  lateWork.add(() => void done.push('measured'));
  const before = [...done];
  await flush({ limitMs: 1_000, isAwaited: true, isLast: false });
  await flush({ limitMs: 1_000, isAwaited: true, isLast: false });

  assert.equal(before, []);
  assert.equal(done, ['measured', 'flushed', 'flushed']);
});

test('where no flush comes the next work does what waits', () => {
  const done: number[] = [];
  const { add } = createLateWork();

  for (const number of [1, 2, 3]) add(() => void done.push(number));

  assert.equal(done, [1, 2]);
});

test.run();
