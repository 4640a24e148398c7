import { createKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createReplayMemory } from '../../packages/consumer-sdk/src/running/replay-memory.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent } from '../support/kinesis-event.ts';
import { receivedRecord } from '../support/received-records.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / late records');

const payloads = [1, 2].map((each) => stampJson('{}', numberedCarrier(each, 1)));

function createHandler(options: object, failures: number) {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  let left = failures;
  const handler = createKinesisHandler(
    () => {
      if (left-- > 0) throw new Error('bad');
    },
    { reportBatchItemFailures: true, ...options, tracerProvider, meterProvider },
  );
  const traces = () =>
    spans()
      .filter(({ attributes }) => 'messaging.message.id' in attributes)
      .map((span) => (span.spanContext().traceId.startsWith('0000') ? 'producer’s' : 'batch’s'));
  return { handler, traces };
}

test('a record that failed here is linked at its next delivery, and so is what comes again behind it', async () => {
  const { handler, traces } = createHandler(atAnyAge, 1);

  await handler(buildKinesisEvent(payloads));
  await handler(buildKinesisEvent(payloads));

  assert.equal(traces(), ['producer’s', 'batch’s', 'batch’s']);
});

test('once done a record is forgotten', async () => {
  const { handler, traces } = createHandler(atAnyAge, 1);

  for (let time = 0; time < 3; time++) await handler(buildKinesisEvent(payloads.slice(0, 1)));

  assert.equal(traces(), ['producer’s', 'batch’s', 'producer’s']);
});

for (const [ageMs, whose] of [
  [30_000, 'producer’s'],
  [90_000, 'batch’s'],
] as const) {
  test(`with linkAfterMs of a minute, a record of ${ageMs} ms is in its ${whose} trace`, async () => {
    const { handler, traces } = createHandler({ linkAfterMs: 60_000 }, 0);

    await handler(buildKinesisEvent(payloads, { arrivedAtMs: Date.now() - ageMs }));

    assert.equal(traces(), [whose, whose]);
  });
}

test('by default an hour is old', async () => {
  const { handler, traces } = createHandler({}, 0);

  await handler(buildKinesisEvent(payloads, { arrivedAtMs: Date.now() - 3_500_000 }));
  await handler(buildKinesisEvent(payloads, { arrivedAtMs: Date.now() - 3_700_000 }));

  assert.equal(traces(), ['producer’s', 'producer’s', 'batch’s', 'batch’s']);
});

test('the same number in another shard is another record', () => {
  const memory = createReplayMemory();
  const record = receivedRecord('{}');

  memory.note([{ record, state: 'failure', endedAtMs: 0, durationMs: 0 }]);

  const source = { ...record.source, eventID: `shardId-1:${record.sequenceNumber}` };
  assert.equal([memory.wasDelivered(record), memory.wasDelivered({ ...record, source })], [true, false]);
});

test('ten thousand records are remembered, the latest', () => {
  const memory = createReplayMemory();
  const record = receivedRecord('{}');
  const numbered = (index: number) => ({ ...record, sequenceNumber: `${index}` });

  for (let index = 0; index <= 10_000; index++) {
    memory.note([{ record: numbered(index), state: 'replayed', endedAtMs: 0, durationMs: 0 }]);
  }

  assert.equal(
    [0, 1, 10_000].map((index) => memory.wasDelivered(numbered(index))),
    [false, true, true],
  );
});

test.run();
