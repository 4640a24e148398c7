import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import { addMapping, type Mapping } from '../../packages/local-pipeline/src/event-source-mapping/add-mapping.ts';
import type { LambdaRecord } from '../../packages/local-pipeline/src/event-source-mapping/lambda-event.ts';
import type { StartingPosition } from '../../packages/local-pipeline/src/event-source-mapping/starting-position.ts';
import { textOf } from '../support/drive-shard.ts';
import { type LocalStream, startLocalStream } from '../support/local-stream.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html (StartingPosition)
const test = suite('local-pipeline / mapping-start');
const mappings: Mapping[] = [];
let local: LocalStream;

test.before(async () => {
  local = await startLocalStream();
});

test.after.each(async () => {
  await Promise.all(mappings.splice(0).map((mapping) => mapping.stop()));
});

test.after(() => local.stop());

interface Mapped {
  readonly mapping: Mapping;
  texts(): readonly string[];
}

async function map(streamName: string, startingPosition?: StartingPosition): Promise<Mapped> {
  const records: LambdaRecord[] = [];
  const target = {
    name: 'consumer',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:consumer',
    sandboxCount: 1,
    stop: async () => {},
    invoke: async (event: unknown) => {
      records.push(...(event as { readonly Records: readonly LambdaRecord[] }).Records);
      return { ok: true, payload: null } as const;
    },
  };
  const base = { functionName: 'consumer', streamName, batchSize: 100, batchingWindowMs: 0, pollIntervalMs: 10 };
  const options = { ...base, reportBatchItemFailures: true, ...(startingPosition && { startingPosition }) };
  const parts = { client: local.client, target, page: local.book.page(streamName), clock: createClock() };
  const mapping = await addMapping(options, parts);
  mappings.push(mapping);
  return { mapping, texts: () => records.map(textOf) };
}

test('reading starts at the oldest record by default and with TRIM_HORIZON', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, ['a', 'b']);

  for (const position of [undefined, 'TRIM_HORIZON'] as const) {
    const { mapping, texts } = await map(stream, position);
    await mapping.drained();
    assert.equal(texts(), ['a', 'b']);
  }
});

test('LATEST reads what is put once the mapping stands, and nothing from before', async () => {
  const stream = await local.createStream(2);
  await local.put(stream, ['old'], 'a');
  await local.put(stream, ['old'], 'b');

  const { mapping, texts } = await map(stream, 'LATEST');
  await local.put(stream, ['new'], 'a');
  await mapping.drained();

  assert.equal(texts(), ['new']);
});

test('a mapping at LATEST is drained where nothing has come since', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, ['old']);

  const { mapping, texts } = await map(stream, 'LATEST');
  await mapping.drained();

  assert.equal(texts(), []);
});

test('a mapping at LATEST does not stand before its place is fixed', async () => {
  const stream = await local.createStream(1);
  const { call } = local.client;
  const slow: typeof call = async (operation, input) => {
    if (operation === 'GetShardIterator') await new Promise((resolve) => setTimeout(resolve, 100));
    return call(operation, input);
  };
  Object.assign(local.client, { call: slow });

  const { mapping, texts } = await map(stream, 'LATEST');
  await local.put(stream, ['new']);
  await mapping.drained();
  Object.assign(local.client, { call });

  assert.equal(texts(), ['new']);
});

test('an instant reads what arrived then or later', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, ['old']);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const atTimestampMs = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await local.put(stream, ['new', 'newer']);

  const { mapping, texts } = await map(stream, { atTimestampMs });
  await mapping.drained();

  assert.equal(texts(), ['new', 'newer']);
});

test('an iterator at LATEST that has expired is made anew without a gap', async () => {
  const stream = await local.createStream(1);
  await local.put(stream, ['old']);
  const { call } = local.client;
  let hasExpired = false;
  const expiring: typeof call = (operation, input) => {
    if (operation !== 'GetRecords' || hasExpired) return call(operation, input);
    hasExpired = true;
    return call(operation, { ...input, ShardIterator: 'expired' });
  };
  await new Promise((resolve) => setTimeout(resolve, 20));
  Object.assign(local.client, { call: expiring });

  const { mapping, texts } = await map(stream, 'LATEST');
  await local.put(stream, ['new']);
  await mapping.drained();
  Object.assign(local.client, { call });

  assert.ok(hasExpired);
  assert.equal(texts(), ['new']);
});

test.run();
