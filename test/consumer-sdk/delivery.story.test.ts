import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { KinesisHandlerOptions } from '@kinesis-otel/consumer-sdk';
import { type FunctionOptions, type MappingOptions, type Pipeline, startPipeline } from '@kinesis-otel/local-pipeline';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleFunction } from '../support/bundle-function.ts';
import { eventually } from '../support/processes.ts';
import { receivedSpans, receivedTotal, receivedValues, textAttribute } from '../support/received-telemetry.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';
import type { EffectRecord } from './functions/effects.ts';

const test = suite('consumer-sdk / on a real stream, behind a mapping, frozen between invocations');

let pipeline: Pipeline;
let taskRoot: string;

test.before(async () => {
  taskRoot = await bundleFunction(join(import.meta.dirname, 'functions/effects.ts'));
});

test.after(() => rmSync(taskRoot, { recursive: true }));

test.before.each(async () => {
  pipeline = await startPipeline({ streams: [{ name: 'orders', shards: 2 }], tables: [], clockScale: 50 });
});

test.after.each(() => pipeline.stop());

interface Effect {
  readonly effect: number;
  readonly key: string;
}

/** What the functions of this test have logged as the counts of windows that ended. */
const windows: number[] = [];

/** Puts the records, lets them be worked on, and gives the effects in the order they were had in. */
async function deliver(
  records: readonly EffectRecord[],
  options: KinesisHandlerOptions,
  mapping: Partial<MappingOptions> = {},
  sandboxes: Partial<FunctionOptions> = {},
): Promise<readonly Effect[]> {
  const effects: Effect[] = [];
  windows.length = 0;
  const onLog = (line: string) => {
    // Where invocations share a process, Lambda logs a JSON object for each line.
    const text = line.startsWith('{"timestamp"') ? JSON.parse(line).message : line;
    if (text.includes('"effect"')) effects.push(JSON.parse(text.slice(text.indexOf('{'))));
    if (text.includes('"window"')) windows.push(JSON.parse(text.slice(text.indexOf('{'))).window);
  };
  const environment = { EFFECTS_OPTIONS: JSON.stringify(options), ...pipeline.environment };
  const limits = { memorySizeMb: 256, timeoutMs: 10_000, ...sandboxes };
  await pipeline.deployFunction({
    name: 'effects',
    taskRoot,
    handler: 'effects.handler',
    environment,
    ...limits,
    onLog,
  });
  const usual = { functionName: 'effects', streamName: 'orders', batchSize: 20, batchingWindowMs: 500 };
  const added = await pipeline.addMapping({ ...usual, reportBatchItemFailures: true, ...mapping });
  await put(records);
  await added.drained();
  await pipeline.telemetry.waitUntilQuiet(200, 5_000);
  return effects;
}

async function put(records: readonly EffectRecord[]): Promise<void> {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new KinesisClient({ endpoint: pipeline.kinesisEndpoint, region: 'us-east-1', credentials });
  const Records = records.map((record) => ({
    Data: stampJson(JSON.stringify(record), { ...numberedCarrier(record.n + 1, 1), sentAtMs: Date.now() }),
    PartitionKey: `key-${record.n % 4}`,
  }));
  await client.send(new PutRecordsCommand({ StreamName: 'orders', Records }));
  client.destroy();
}

const total = (metric: string) => receivedTotal(pipeline.telemetry, metric);

function assertOrderWithinKeys(effects: readonly Effect[]): void {
  for (let key = 0; key < 4; key++) {
    const ofKey = effects.filter((each) => each.key === `key-${key}`).map(({ effect }) => effect);
    // A record that is done again behind its own first effect is a duplicate; the first effects are in order.
    const first = ofKey.filter((effect, index) => ofKey.indexOf(effect) === index);
    assert.equal(
      first,
      first.toSorted((one, other) => one - other),
    );
  }
}

const all = (failing: Readonly<Record<number, number>>): readonly EffectRecord[] =>
  Array.from({ length: 60 }, (_, n) => ({ n, ...(failing[n] === undefined ? {} : { failures: failing[n] }) }));

const reporting = { reportBatchItemFailures: true };
const unheard = { reportBatchItemFailures: false };
const bisect = { bisectBatchOnFunctionError: true };
const ways: readonly (readonly [what: string, options: KinesisHandlerOptions, mapping: Partial<MappingOptions>])[] = [
  ['stop', reporting, {}],
  ['continue', { ...reporting, onFailure: 'continue' }, {}],
  ['continue, keys side by side', { ...reporting, onFailure: 'continue', concurrentPartitionKeys: 4 }, {}],
  ['stop, keys side by side', { ...reporting, concurrentPartitionKeys: 4 }, {}],
  ['stop, with bisect', reporting, bisect],
  ['throw', { ...reporting, onFailure: 'throw' }, {}],
  ['throw, with bisect', { ...reporting, onFailure: 'throw' }, bisect],
  ['stop, two batches of a shard at once', reporting, { parallelizationFactor: 2 }],
  ['a mapping that ignores reports', {}, unheard],
  ['a mapping that ignores reports, continue', { onFailure: 'continue' }, unheard],
  ['a wrapped loop that reports', reporting, {}],
  ['a wrapped loop that reports, with bisect', reporting, bisect],
  ['a wrapped loop that throws', {}, unheard],
  ['a wrapped loop that throws, with bisect', {}, { ...unheard, ...bisect }],
];

for (const [what, options, mapping] of ways) {
  test(`${what}: records that fail at first lose nothing, keep their keys’ order, and are counted as Lambda sees them`, async () => {
    const isLoop = what.startsWith('a wrapped loop');
    const handler = isLoop ? 'effects.loop' : 'effects.handler';
    const effects = await deliver(all({ 7: 1, 8: 2, 30: 1 }), options, mapping, { handler });

    const { accepted, settled, dropped } = pipeline.ledger.counts('orders');
    assert.equal([accepted, settled, dropped], [60, 60, 0]);
    assert.equal(new Set(effects.map(({ effect }) => effect)).size, 60);
    assertOrderWithinKeys(effects);
    const latencies = receivedValues(pipeline.telemetry, 'RecordProcessingLatency').count;
    assert.equal([total('RecordProcessingSuccess'), latencies], [60, 60]);
    // Which records a loop was done with when it stopped, nobody is told.
    if (!isLoop) assert.is(total('RecordsReplayed'), effects.length - 60);
    assert.ok(total('RecordProcessingFailure') >= 3);
  });
}

for (const [what, handler] of [
  ['a handler of single records', 'effects.handler'],
  ['a wrapped loop', 'effects.loop'],
] as const) {
  test(`a poison record with bisect and a limit of retries, in ${what}: all others are done, and it alone is given up`, async () => {
    const mapping = { ...bisect, maximumRetryAttempts: 2 };

    const effects = await deliver(all({ 13: 1_000 }), reporting, mapping, { handler });

    const { settled, dropped } = pipeline.ledger.counts('orders');
    assert.equal([settled, dropped], [59, 1]);
    assert.equal(new Set(effects.map(({ effect }) => effect)).size, 59);
    assert.is(total('RecordProcessingSuccess'), 59);
  });
}

test('every record has a span in its producer’s trace, though the sandbox is frozen once it has answered', async () => {
  await deliver(all({}), reporting);

  const traces = new Set(receivedSpans(pipeline.telemetry).map(({ traceId }) => traceId));
  const missing = Array.from({ length: 60 }, (_, n) => (n + 1).toString(16).padStart(32, '0')).filter(
    (id) => !traces.has(id),
  );
  assert.equal(missing, []);
});

test('several invocations in one environment keep their records and figures apart', async () => {
  const mapping = { parallelizationFactor: 4, batchSize: 5 };

  const effects = await deliver(all({ 7: 1, 30: 1 }), reporting, mapping, { concurrencyPerSandbox: 8 });

  assert.equal(new Set(effects.map(({ effect }) => effect)).size, 60);
  assertOrderWithinKeys(effects);
  assert.equal([total('RecordProcessingSuccess'), total('RecordsReplayed')], [60, effects.length - 60]);
});

test('the windows of a stream count every record once, though some fail at first', async () => {
  await deliver(all({ 7: 1, 30: 1 }), { ...reporting, onFailure: 'continue' }, { tumblingWindowMs: 20_000 });

  const { settled } = pipeline.ledger.counts('orders');
  assert.ok(await eventually(() => windows.reduce((sum, done) => sum + done, 0) >= 60), `windows: ${windows}`);
  assert.equal([settled, windows.reduce((sum, done) => sum + done, 0)], [60, 60]);
});

test('a function that Lambda ends at its timeout has told which record it was at', async () => {
  const records = all({}).map((each) => (each.n === 5 ? { ...each, hangs: true } : each));
  const mapping = { bisectBatchOnFunctionError: true, maximumRetryAttempts: 0, batchSize: 20 };

  await deliver(records, reporting, mapping, { timeoutMs: 1_500 });

  const { settled, dropped } = pipeline.ledger.counts('orders');
  assert.equal([settled, dropped], [59, 1]);
  assert.ok(total('HandlerTimeouts') > 0);
  const ofRecord = receivedSpans(pipeline.telemetry).filter(({ traceId }) => traceId === '6'.padStart(32, '0'));
  const types = ofRecord.map((span) => textAttribute(span, 'error.type'));
  assert.ok(types.includes('timeout'));
});

test.run();
