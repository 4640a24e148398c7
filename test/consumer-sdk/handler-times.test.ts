import { createKinesisHandler, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / times of a record');

test.after.each(() => td.reset());

const start = 1_732_287_000_000;
const times = { createdAtMs: start, sentAtMs: start + 30 };
const event = buildKinesisEvent([stampJson('{"a":1}', times), stampJson('{"b":2}', times)], {
  arrivedAtMs: start + 100,
});

/** A clock that stands until it is moved. */
function stopClock(nowMs: number): (byMs: number) => void {
  let now = nowMs;
  td.replace(Date, 'now', () => now);
  return (byMs) => {
    now += byMs;
  };
}

async function sums(sum: (metric: string) => Promise<number | undefined>) {
  const metrics = ['ProducerBufferTime', 'ProducerToKinesisLatency', 'StreamDwellTime'];
  return Promise.all([...metrics, 'RecordProcessingLatency', 'EndToEndLatency'].map(sum));
}

test('a handler of single records takes each record’s own end', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const move = stopClock(start + 1_000);
  const handler = createKinesisHandler(() => move(50), { tracerProvider, meterProvider });

  await handler(event);

  // The first ended at 1,050 and the second, which arrived a millisecond later, at 1,100.
  assert.equal(await sums(sum), [30 + 30, 70 + 71, 900 + 899, 950 + 999, 1_050 + 1_100]);
});

test('a batch handler’s end is the end of every record', async () => {
  const { tracerProvider, meterProvider, sum, points, spans } = createInMemoryTelemetry();
  const move = stopClock(start + 1_000);
  const handler = instrumentKinesisHandler(async (_event: object) => move(500), { tracerProvider, meterProvider });

  await handler(event);

  assert.equal(await sums(sum), [30 + 30, 70 + 71, 900 + 899, 1_400 + 1_399, 1_500 + 1_500]);
  assert.equal(await points('RecordHandlerDuration'), []);
  const seconds = (start + 1_000) / 1_000;
  for (const span of spans().filter(({ attributes }) => 'messaging.message.id' in attributes)) {
    assert.equal(
      [span.startTime, span.endTime],
      [
        [seconds, 0],
        [seconds, 500_000_000],
      ],
    );
  }
});

test('a handler of single records knows how long its function took, for every attempt', async () => {
  const { tracerProvider, meterProvider, points } = createInMemoryTelemetry();
  let now = 10;
  td.replace(performance, 'now', () => now);
  const handler = createKinesisHandler(
    ({ data }) => {
      const isFirst = 'a' in (data as object);
      now += isFirst ? 5 : 22.5;
      if (!isFirst) throw new Error('x');
    },
    { tracerProvider, meterProvider, reportBatchItemFailures: true },
  );

  await handler(event);

  const [duration] = await points('RecordHandlerDuration');
  assert.equal([duration?.count, duration?.sum], [2, 5 + 22.5]);
});

test.run();
