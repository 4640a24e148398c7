import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RuntimeName } from '../../packages/local-pipeline/src/lambda/runtimes.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { deployWithLayer, type LayeredFunction, stopLayered } from '../support/layered-function.ts';
import { recycleIdle } from '../support/local-lambda.ts';

/* Handlers of every shape; a span belongs to the record it is named after, or to the batch, but never to another record. */
const test = suite('lambda-layer / touch');
const count = 8;

test.after.each(stopLayered);

/** A trace of its own for each record, which names it. */
function traceIdOf(id: number): string {
  return String(id + 1).padStart(32, 'a');
}

function stampedRecords(records: number): readonly string[] {
  return Array.from({ length: records }, (_, id) => {
    const traceparent = `00-${traceIdOf(id)}-b7ad6b7169203331-01`;
    return `{"_otel":{"traceparent":"${traceparent}","sentAt":1732287000500},"id":${id}}`;
  });
}

interface Attributed {
  readonly toRecord: number;
  readonly toBatch: number;
  readonly wrong: readonly string[];
}

async function attribute(runtime: RuntimeName, shape: string): Promise<Attributed> {
  const layered = await deployWithLayer({
    runtime,
    handler: `shapes.${shape}`,
    environment: { KINESIS_OTEL_RECORD_ATTRIBUTION: 'touch' },
  });
  const result = await layered.local.invoke(buildKinesisEvent(stampedRecords(count), { arrivedAtMs: Date.now() }));
  assert.ok(result.ok, JSON.stringify(result));
  await recycleIdle(layered.local);
  return judge(layered);
}

function judge({ spans }: LayeredFunction): Attributed {
  const made = spans().filter(({ name }) => name?.startsWith('work ') || name === 'after');
  const batch = spans().find(({ links = [] }) => links.length > 1)?.traceId;
  const toRecord = made.filter(({ name, traceId }) => traceId === traceIdOf(Number(name?.slice('work '.length))));
  const toBatch = made.filter(({ traceId }) => traceId === batch);
  const wrong = made.filter((each) => !toRecord.includes(each) && !toBatch.includes(each));
  return {
    toRecord: toRecord.length,
    toBatch: toBatch.length,
    wrong: wrong.map(({ name, traceId }) => `${name} in ${traceId}`),
  };
}

/** Spans that are to be their record's, of how many; the rest is the batch's. */
const shapes: Readonly<Record<string, readonly [toRecord: number, of: number]>> = {
  forLoop: [count, count],
  forLoopOverVariable: [0, count],
  forOf: [count, count],
  forOfReadTwice: [count, count],
  forOfTwoSteps: [2 * count, 2 * count],
  forOfWithBreak: [2, 2],
  entries: [0, count],
  forEach: [count, count],
  mapAll: [count, count],
  mapAllAsync: [count, count],
  mapAllTwoSteps: [2 * count, 2 * count],
  mapAllLateRead: [count, count],
  helper: [count, count],
  sortedInPlace: [count, count],
  failsHalfWay: [4, 4],
  reduceToChain: [count, count],
  pool: [count, count],
  asyncGenerator: [count, count],
  pMap: [count, count],
  worker: [count, count],
  mapAllLateWork: [0, count],
  allSettledDestructured: [0, count],
  filterThenLoop: [0, count],
  parseAllFirst: [0, count],
  parseAllFirstInALoop: [0, count],
  parseAllWithFrom: [0, count],
  logsTheEvent: [0, count],
  chunks: [0, count],
  changedRecords: [0, count],
  oneAhead: [0, count],
  validatesFirst: [count, 2 * count],
  generator: [count, count],
  workerInTheBackground: [0, count],
  inTheBackground: [0, count],
  stream: [0, count],
  batchWrite: [0, 0],
};

// Node keeps contexts in different ways in the two.
for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
  for (const [shape, [toRecord, of]] of Object.entries(shapes)) {
    test(`${runtime}, ${shape}: ${toRecord} of ${of} spans belong to their records, none to another's`, async () => {
      const attributed = await attribute(runtime, shape);

      assert.equal(attributed, { toRecord, toBatch: of - toRecord + 1, wrong: [] });
    });
  }
}

test('the work of a plain loop is in its record’s own span, which ends when the loop goes on', async () => {
  const layered = await deployWithLayer({
    handler: 'shapes.forOf',
    environment: { KINESIS_OTEL_RECORD_ATTRIBUTION: 'touch' },
  });

  await layered.local.invoke(buildKinesisEvent(stampedRecords(count), { arrivedAtMs: Date.now() }));
  await recycleIdle(layered.local);

  const spans = layered.spans();
  const records = spans.filter(({ parentSpanId }) => parentSpanId === 'b7ad6b7169203331');
  assert.equal(
    records.map(({ name }) => name),
    Array.from({ length: count }, () => 'process orders'),
  );
  const work = spans.filter(({ name }) => name?.startsWith('work '));
  assert.equal(work.map(({ parentSpanId }) => parentSpanId).sort(), records.map(({ spanId }) => spanId).sort());
  const [first, second] = records.sort((one, other) =>
    Number(nano(one.startTimeUnixNano) - nano(other.startTimeUnixNano)),
  );
  assert.ok(nano(first?.endTimeUnixNano) <= nano(second?.startTimeUnixNano));
  assert.ok(nano(first?.endTimeUnixNano) < nano(records.at(-1)?.endTimeUnixNano));
});

function nano(time: unknown): bigint {
  return BigInt(String(time ?? 0));
}

test.run();
