import { gzipSync } from 'node:zlib';
import { DescribeStreamSummaryCommand, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { context } from '@opentelemetry/api';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLimitDiscovery } from '../../packages/producer-sdk/src/discover-limits.ts';
import { createAwsRequestHandler, offlineConfig } from '../support/aws-request-handler.ts';
import { createInMemoryTelemetry, useAsyncContext } from '../support/in-memory-telemetry.ts';
import { createPutThrough } from '../support/put-through.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / discover-limits');

test.after.each(() => {
  td.reset();
  delete process.env.AWS_LAMBDA_FUNCTION_NAME;
});

const hourMs = 3_600_000;
const stream = { StreamName: 'orders' };

/** A discovery whose time stands still, and whose background work is done when asked for. */
function createDiscovery(answer: () => unknown) {
  let nowMs = 0;
  const waiting: (readonly [delayMs: number, work: () => void])[] = [];
  const asked: unknown[] = [];
  const reports: string[] = [];
  const knownOf = createLimitDiscovery({
    command: DescribeStreamSummaryCommand,
    send: (command) => {
      asked.push(command);
      return answer();
    },
    reportOnce: (message) => reports.push(message),
    later: (delayMs, work) => waiting.push([delayMs, work]),
    now: () => nowMs,
  });
  return {
    knownOf,
    limitOf: (asked: object) => knownOf(asked)?.maxRecordBytes,
    asked,
    waiting,
    reports,
    wait: (ms: number) => {
      nowMs += ms;
    },
    async answerAll() {
      for (const [, work] of waiting.splice(0)) work();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function summary(MaxRecordSizeInKiB?: number) {
  return { StreamDescriptionSummary: { StreamName: 'orders', MaxRecordSizeInKiB } };
}

test('a limit is asked for once, later, and known from then on', async () => {
  const { limitOf, asked, waiting, answerAll } = createDiscovery(async () => summary(10_240));

  const before = [limitOf(stream), limitOf(stream)];
  const delays = waiting.map(([delayMs]) => delayMs);
  await answerAll();
  const after = limitOf(stream);

  assert.equal([before, after], [[undefined, undefined], 10_485_760]);
  assert.equal([delays.length, asked.length], [1, 1]);
  assert.ok(delays.every((delayMs) => delayMs >= 0 && delayMs <= 10_000));
  assert.equal((asked[0] as DescribeStreamSummaryCommand).input.StreamName, 'orders');
});

test('it is asked for again an hour later, and the old one holds until the answer', async () => {
  let limitKiB = 2_048;
  const { limitOf, asked, wait, answerAll } = createDiscovery(async () => summary(limitKiB));
  limitOf(stream);
  await answerAll();

  limitKiB = 4_096;
  wait(hourMs);
  const meanwhile = limitOf(stream);
  await answerAll();

  assert.equal([meanwhile, limitOf(stream), asked.length], [2_048 * 1_024, 4_096 * 1_024, 2]);
});

test('a stream that says nothing of a limit has 1 MiB', async () => {
  const { limitOf, answerAll } = createDiscovery(async () => summary());

  limitOf(stream);
  await answerAll();

  assert.is(limitOf(stream), 1_048_576);
});

test('a question that fails is told once, leaves things as they were, and is not asked again for an hour', async () => {
  const { limitOf, asked, reports, wait, answerAll } = createDiscovery(() => Promise.reject(new Error('AccessDenied')));

  limitOf(stream);
  await answerAll();
  const after = limitOf(stream);
  await answerAll();
  wait(hourMs);
  limitOf(stream);
  await answerAll();

  assert.equal([after, asked.length, reports.length], [undefined, 2, 2]);
  assert.match(reports[0] ?? '', /stream orders/);
});

test('a stream known by its id alone is not asked about', () => {
  const { limitOf, waiting } = createDiscovery(async () => summary(2_048));

  limitOf({ StreamId: 'stream-1' });

  assert.is(waiting.length, 0);
});

test('the question is asked outside of any trace', async () => {
  useAsyncContext();
  let seen: unknown = 'not asked';
  const { limitOf, answerAll } = createDiscovery(async () => {
    seen = context.active().getValue(Symbol.for('OpenTelemetry Context Key SPAN'));
  });

  await context.with(contextOf(numberedSpanContext(1, 2)), async () => {
    limitOf(stream);
    await answerAll();
  });

  assert.is(seen, undefined);
});

test('a client asks through its own `send`, and stamps by the answer', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const handler = createAwsRequestHandler({ ...summary(2_048), SequenceNumber: '1' });
  td.replace(Math, 'random', () => 0);
  const client = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)), {
    ...{ tracerProvider, meterProvider },
    discoverLimits: DescribeStreamSummaryCommand,
  });
  const large = { ...stream, Data: Buffer.from(`{"a":"${'x'.repeat(1_048_560)}"}`), PartitionKey: 'k' };

  await client.send(new PutRecordCommand(large));
  while (handler.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  await client.send(new PutRecordCommand(large));

  assert.equal(
    handler.requests.map(({ target }) => target),
    ['PutRecord', 'DescribeStreamSummary', 'PutRecord'].map((name) => `Kinesis_20131202.${name}`),
  );
  assert.is(await sum('TraceContextInjection', { reason: 'record_too_large' }), 1);
  assert.is(await sum('TraceContextInjection', { outcome: 'injected' }), 1);
});

for (const [strategy, isServiceManaged] of [
  ['AUTO', true],
  ['USER_PARTITION_KEY', false],
  [undefined, false],
] as const) {
  test(`a stream whose record distribution strategy is ${strategy} is ${isServiceManaged ? '' : 'not '}service-managed`, async () => {
    const { knownOf, answerAll } = createDiscovery(async () => ({
      StreamDescriptionSummary: { RecordDistributionStrategy: strategy },
    }));
    knownOf(stream);

    await answerAll();

    assert.is(knownOf(stream)?.isServiceManaged, isServiceManaged);
  });
}

test('once a stream is known to be service-managed, no envelope is put into it', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const answer = { StreamDescriptionSummary: { RecordDistributionStrategy: 'AUTO' }, SequenceNumber: '1' };
  const handler = createAwsRequestHandler(answer);
  td.replace(Math, 'random', () => 0);
  const client = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)), {
    ...{ tracerProvider, meterProvider, format: 'envelope' },
    discoverLimits: DescribeStreamSummaryCommand,
  });
  const put = (Data: Uint8Array) => client.send(new PutRecordCommand({ ...stream, Data, PartitionKey: 'k' }));

  await put(Buffer.from('text'));
  while (handler.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  await put(Buffer.from('text'));
  await put(gzipSync('text'));

  assert.is(await sum('TraceContextInjection', { reason: 'service_managed_distribution' }), 1);
  assert.is(await sum('TraceContextInjection', { outcome: 'injected' }), 2);
});

test('in Lambda nothing is asked', async () => {
  process.env.AWS_LAMBDA_FUNCTION_NAME = 'orders-api';
  td.replace(Math, 'random', () => 0);
  const { client, put } = createPutThrough({ discoverLimits: DescribeStreamSummaryCommand });

  await put([{ Data: '{}' }]);
  await new Promise((resolve) => setTimeout(resolve, 20));

  assert.is(client.sent.length, 1);
});

test('the limit in the options goes before, and nothing need be asked for it to hold', async () => {
  const large = { Data: `{"a":"${'x'.repeat(1_048_560)}"}`, PartitionKey: 'k' };
  const general = createPutThrough({ maxRecordBytes: 2_097_152 });
  const ofStream = createPutThrough({ streams: { orders: { maxRecordBytes: 2_097_152 } } });

  const sent = [...(await general.put([large])), ...(await ofStream.put([large]))];

  assert.ok(sent.every(({ carrier }) => carrier !== undefined));
});

test.run();
