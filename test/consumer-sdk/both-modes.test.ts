import { instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { SpanKind } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { consumerModes, createInMode, type RecordWork } from '../support/consumer-modes.ts';
import type { InMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { arrivedAtMs, buildKinesisEvent, sequenceNumber, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { aggregateOf, lengthField, userRecord } from '../support/protobuf-bytes.ts';
import { numberedCarrier, stamp, stampJson } from '../support/sample-carrier.ts';

/* What both modes must count alike: a handler record by record, and a plain loop that is wrapped. */
const test = suite('consumer-sdk / both modes');

/** What an invocation, or several, came to. */
async function figures({ sum, points }: InMemoryTelemetry, where: Readonly<Record<string, string>> = {}) {
  const counts = await Promise.all(
    ['RecordProcessingSuccess', 'RecordProcessingFailure', 'RecordsReplayed'].map((each) => sum(each, where)),
  );
  const [size] = await points('BatchSize', where);
  const [latency] = await points('RecordProcessingLatency', where);
  return { counts, batches: size?.count, records: size?.sum, latencies: latency?.count };
}

const failAt =
  (bad: number): RecordWork =>
  ({ n }) => {
    if (n === bad) throw new TypeError('bad');
  };
const stamped = (...numbers: readonly number[]) =>
  numbers.map((n) => stampJson(`{"n":${n}}`, { ...numberedCarrier(n, 1), sentAtMs: arrivedAtMs - 5 }));

for (const mode of consumerModes) {
  test(`${mode}: batches of several shards at once are counted together, and each span names its shard`, async () => {
    const { telemetry, handler } = createInMode(mode, failAt(4));
    const shards = ['shardId-000000000001', 'shardId-000000000002', 'shardId-000000000003'];

    const answers = await Promise.all(
      shards.map((shardId, index) => handler(buildKinesisEvent(stamped(2 * index + 1, 2 * index + 2), { shardId }))),
    );

    const told = { counts: [5, 1, 0], batches: 3, records: 6, latencies: 5 };
    assert.equal(await figures(telemetry), told);
    const failed = { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] };
    assert.equal(answers, [{ batchItemFailures: [] }, failed, { batchItemFailures: [] }]);
    const batches = telemetry.spans().filter(({ attributes }) => 'messaging.batch.message_count' in attributes);
    assert.equal(batches.map(({ attributes }) => attributes['messaging.destination.partition.id']).toSorted(), shards);
  });

  test(`${mode}: a producer whose clock is ahead makes latencies of 0, each counted, and no record is left out`, async () => {
    const { telemetry, handler } = createInMode(mode);
    const ahead = stampJson('{"n":1}', { ...numberedCarrier(1, 1), sentAtMs: arrivedAtMs + 60_000 });

    await handler(buildKinesisEvent([ahead, ...stamped(2)]));

    assert.equal(await figures(telemetry), { counts: [2, 0, 0], batches: 1, records: 2, latencies: 2 });
    assert.is(await telemetry.sum('ClockSkewClamped'), 1);
    const [toKinesis] = await telemetry.points('ProducerToKinesisLatency');
    assert.equal([toKinesis?.count, toKinesis?.sum], [2, 6]);
  });

  test(`${mode}: a Kinesis whose clock is ahead makes every latency since 0, each counted`, async () => {
    const { telemetry, handler } = createInMode(mode);

    await handler(buildKinesisEvent(stamped(1), { arrivedAtMs: Date.now() + 3_600_000 }));

    assert.equal(await figures(telemetry), { counts: [1, 0, 0], batches: 1, records: 1, latencies: 1 });
    assert.is(await telemetry.sum('RecordProcessingLatency'), 0);
    assert.is(await telemetry.sum('ClockSkewClamped'), 2);
  });

  test(`${mode}: every user record of an aggregate is counted, and the batch is as large as it was delivered`, async () => {
    const { telemetry, handler } = createInMode(mode);
    const aggregate = stamp(aggregateOf(lengthField(1, 'a'), userRecord(0, '{"n":2}'), userRecord(0, '{"n":3}')));

    await handler(buildKinesisEvent([...stamped(1), aggregate]));

    assert.equal(await figures(telemetry), { counts: [3, 0, 0], batches: 1, records: 2, latencies: 3 });
  });

  test(`${mode}: over a partial failure and its retry every record is a success once, a failure once, replayed once at most`, async () => {
    let bad = 3;
    const { telemetry, handler } = createInMode(mode, (data) => failAt(bad)(data));
    const first = buildKinesisEvent(stamped(1, 2, 3, 4));

    await handler(first);
    const afterFirst = await figures(telemetry);
    bad = 0;
    await handler({ ...first, Records: first.Records.slice(2) });

    // Only a handler of single records knows that the last one was not tried.
    const replayed = mode === 'as a batch' ? 1 : 0;
    assert.equal(afterFirst.counts, [2, 1, replayed]);
    assert.equal(await figures(telemetry), { counts: [4, 1, replayed], batches: 2, records: 6, latencies: 4 });
  });

  for (const partitionKey of [null, undefined]) {
    test(`${mode}: records whose partition key is ${partitionKey} are records like others`, async () => {
      const { telemetry, handler } = createInMode(mode, failAt(2));
      const { Records } = buildKinesisEvent(stamped(1, 2));
      const withoutKeys = Records.map((each) => ({ ...each, kinesis: { ...each.kinesis, partitionKey } }));

      const answer = await handler({ Records: withoutKeys } as never);

      assert.equal(answer, { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] });
      assert.equal(await figures(telemetry), { counts: [1, 1, 0], batches: 1, records: 2, latencies: 1 });
    });
  }

  test(`${mode}: an empty batch is an invocation of no records`, async () => {
    const { telemetry, handler } = createInMode(mode);

    const answer = await handler(buildKinesisEvent([]));

    assert.equal(answer, { batchItemFailures: [] });
    assert.equal(await figures(telemetry), { counts: [0, 0, 0], batches: 1, records: 0, latencies: undefined });
    const kinds = telemetry.spans().map(({ kind }) => kind);
    assert.equal(kinds, [SpanKind.CONSUMER, SpanKind.SERVER]);
  });

  test(`${mode}: where nobody listens to reports a failure fails the batch, and nothing of it is a success`, async () => {
    const work = failAt(2);
    const { telemetry, handler } = createInMode(mode, work, { reportBatchItemFailures: false });
    const { tracerProvider, meterProvider } = telemetry;
    const throwing =
      mode === 'record by record'
        ? handler
        : instrumentKinesisHandler(
            async ({ Records }: WireKinesisEvent) => {
              for (const { kinesis } of Records) work(JSON.parse(Buffer.from(kinesis.data, 'base64').toString()));
            },
            { tracerProvider, meterProvider },
          );

    const error = await throwing(buildKinesisEvent(stamped(1, 2, 3))).catch((thrown: Error) => thrown);

    assert.instance(error, TypeError);
    const [success, failure = 0, replayed = 0] = (await figures(telemetry)).counts;
    assert.is(success, 0);
    // A batch handler that throws tells nothing of its records one by one.
    assert.equal([failure, replayed], mode === 'as a batch' ? [3, 0] : [1, 1]);
  });
}

test.run();
