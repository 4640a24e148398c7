import { createKinesisHandler, type KinesisHandlerOptions } from '@kinesis-otel/consumer-sdk';
import { lowerSequenceNumber } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent, sequenceNumber, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { rejects } from '../support/rejects.ts';

const test = suite('consumer-sdk / onFailure and concurrentPartitionKeys');

/** Records of the keys given; each payload is its number. */
function eventOf(...keys: readonly (string | null)[]): WireKinesisEvent {
  const event = buildKinesisEvent(keys.map((_, index) => `${index}`));
  for (const [index, { kinesis }] of event.Records.entries()) kinesis.partitionKey = keys[index] as string;
  return event;
}

function createHandler(options: KinesisHandlerOptions, ...failAt: readonly number[]) {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const done: number[] = [];
  let [atWork, most] = [0, 0];
  const handler = createKinesisHandler<number>(
    async ({ data }) => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork--;
      if (failAt.includes(data)) throw new Error(`bad ${data}`);
      done.push(data);
    },
    { reportBatchItemFailures: true, ...options, tracerProvider, meterProvider },
  );
  const counts = () =>
    Promise.all(['RecordProcessingSuccess', 'RecordsReplayed', 'RecordProcessingFailure'].map((each) => sum(each)));
  return { handler, done, counts, most: () => most };
}

const reports = (...indexes: readonly number[]) => ({
  batchItemFailures: indexes.map((index) => ({ itemIdentifier: sequenceNumber(index) })),
});

test('continue goes on with other keys, and reports each failure', async () => {
  const { handler, done, counts } = createHandler({ onFailure: 'continue' }, 1, 3);

  const response = await handler(eventOf('a', 'b', 'a', 'c', 'b', 'a'));

  assert.equal([response, done], [reports(1, 3), [0, 2, 5]]);
  assert.equal(await counts(), [1, 2, 2]);
});

test('continue throws the first failure where nobody listens', async () => {
  const { handler, done, counts } = createHandler({ onFailure: 'continue', reportBatchItemFailures: false }, 1, 3);

  const error = await rejects(handler(eventOf('a', 'b', 'a', 'c')));

  assert.equal([error.message, done], ['bad 1', [0, 2]]);
  assert.equal(await counts(), [0, 2, 2]);
});

test('throw fails the whole batch though somebody listens', async () => {
  const { handler, done, counts } = createHandler({ onFailure: 'throw' }, 1);

  const error = await rejects(handler(eventOf('a', 'b', 'c')));

  assert.equal([error.message, done], ['bad 1', [0]]);
  assert.equal(await counts(), [0, 1, 1]);
});

test('throw answers with an empty report where all went well', async () => {
  const { handler } = createHandler({ onFailure: 'throw' });

  assert.is(await handler(eventOf('a')), undefined);
});

test('keys side by side: as many as asked for, and all done', async () => {
  const { handler, done, most, counts } = createHandler({ concurrentPartitionKeys: 3 });

  const response = await handler(eventOf('a', 'b', 'c', 'd', 'a', 'b'));

  assert.equal([response, most(), new Set(done)], [reports(), 3, new Set([0, 1, 2, 3, 4, 5])]);
  assert.equal(await counts(), [6, 0, 0]);
});

test('keys side by side, stop: what was not begun before the failed record is not lost', async () => {
  const { handler, done, counts } = createHandler({ concurrentPartitionKeys: 2 }, 2);

  const response = await handler(eventOf('a', 'a', 'b', 'b'));

  const identifiers = response?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
  const checkpoint = BigInt(identifiers.reduce(lowerSequenceNumber));
  const lost = [0, 1, 2, 3].filter((n) => BigInt(sequenceNumber(n)) < checkpoint && !done.includes(n));
  assert.equal(lost, []);
  const [success, replayed, failed] = await counts();
  assert.equal([Number(success) + Number(replayed), failed], [done.length, 1]);
});

test('records without a key run side by side, and block nobody', async () => {
  const { handler, done, most } = createHandler({ concurrentPartitionKeys: 2, onFailure: 'continue' }, 0);

  const response = await handler(eventOf(null, null, null));

  assert.equal([response, done, most()], [reports(0), [1, 2], 2]);
});

test.run();
