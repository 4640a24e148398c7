import { boundErrorTypes, type Carrier } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { histogramsOfMeter } from '../../packages/consumer-sdk/src/histograms/histogram-source.ts';
import type { RecordOutcome, RecordState } from '../../packages/consumer-sdk/src/outcome/batch-outcome.ts';
import { createConsumerMetrics } from '../../packages/consumer-sdk/src/outcome/consumer-metrics.ts';
import type { ReadRecord } from '../../packages/consumer-sdk/src/records/read-record.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { receivedRecord } from '../support/received-records.ts';

const test = suite('consumer-sdk / consumer-metrics, latencies');

const dimensions = { Environment: 'Test', Pipeline: 'orders' };

/** When each thing happened, in milliseconds; every gap between two of them is another one. */
const times = { createdAtMs: 1_000, sentAtMs: 1_007, arrivedAtMs: 1_020, invokedAtMs: 1_150, endedAtMs: 1_400 };
const bare = receivedRecord('text');
const { createdAtMs, sentAtMs, arrivedAtMs } = times;
const timed = timedBy({ createdAtMs, sentAtMs });

function timedBy(carried: Pick<Carrier, 'createdAtMs' | 'sentAtMs'>): ReadRecord {
  return { ...bare, arrivedAtMs, carrier: { traceparent: '', ...carried } };
}

async function measure(outcomes: readonly RecordOutcome[]) {
  const { meterProvider, points, sum } = createInMemoryTelemetry();
  const meter = meterProvider.getMeter('test');
  const { batchEnded } = createConsumerMetrics(meter, histogramsOfMeter(meter), boundErrorTypes());
  batchEnded({
    dimensions,
    batch: { streamName: 'orders', records: [], dataBytes: 0 },
    hasTimedOut: false,
    handlerErrorType: undefined,
    invokedAtMs: times.invokedAtMs,
    durationMs: times.endedAtMs - times.invokedAtMs,
    records: outcomes.map(({ record }) => record),
    outcomes,
    spansDropped: 0,
    linksDropped: 0,
  });
  const value = async (metric: string) => {
    const [point] = await points(metric, dimensions);
    return point && [point.count, point.sum];
  };
  return { value, sum };
}

function outcome(record: ReadRecord, state: RecordState = 'success'): RecordOutcome {
  return { record, state, endedAtMs: times.endedAtMs, durationMs: 40 };
}

const latencies: Readonly<Record<string, number>> = {
  ProducerBufferTime: 1_007 - 1_000,
  ProducerToKinesisLatency: 1_020 - 1_007,
  StreamDwellTime: 1_150 - 1_020,
  RecordProcessingLatency: 1_400 - 1_020,
  EndToEndLatency: 1_400 - 1_000,
  RecordHandlerDuration: 40,
};

for (const [metric, ms] of Object.entries(latencies)) {
  test(`${metric} of a record that was bound, sent, taken and done is ${ms} ms`, async () => {
    const { value } = await measure([outcome(timed)]);

    assert.equal(await value(metric), [1, ms]);
  });
}

test('without a bound context, the way begins when the record was sent', async () => {
  const { value } = await measure([outcome(timedBy({ sentAtMs }))]);

  assert.equal(await value('EndToEndLatency'), [1, 1_400 - 1_007]);
  assert.is(await value('ProducerBufferTime'), undefined);
});

test('a record that carried nothing has the latencies that Kinesis and Lambda know of', async () => {
  const { value } = await measure([outcome({ ...bare, arrivedAtMs })]);

  const measured = await Promise.all(Object.keys(latencies).map(value));
  assert.equal(measured, [undefined, undefined, [1, 130], [1, 380], undefined, [1, 40]]);
});

for (const state of ['failure', 'replayed'] as const) {
  test(`a record that ended as ${state} has a handler’s duration and no latency`, async () => {
    const { value } = await measure([outcome(timed, state)]);

    const measured = await Promise.all(Object.keys(latencies).map(value));
    assert.equal(measured, [undefined, undefined, undefined, undefined, undefined, [1, 40]]);
  });
}

test('a record that was not attempted has no figures at all', async () => {
  const { value } = await measure([{ record: timed, state: 'not attempted', endedAtMs: 1, durationMs: undefined }]);

  const measured = await Promise.all(Object.keys(latencies).map(value));
  assert.ok(measured.every((each) => each === undefined));
});

test('there are as many processing latencies as successes', async () => {
  const { value, sum } = await measure([outcome(timed), outcome(timed), outcome(timed, 'failure')]);

  const [count] = (await value('RecordProcessingLatency')) ?? [];
  assert.equal([count, await sum('RecordProcessingSuccess')], [2, 2]);
});

test('a latency that comes out negative is recorded as 0 and counted', async () => {
  const { value, sum } = await measure([outcome(timedBy({ createdAtMs, sentAtMs: 1_025 })), outcome(timed)]);

  assert.equal(await value('ProducerToKinesisLatency'), [2, 13]);
  assert.is(await sum('ClockSkewClamped', dimensions), 1);
});

test('a latency of exactly 0 is no clock skew', async () => {
  const { value, sum } = await measure([outcome(timedBy({ sentAtMs: arrivedAtMs }))]);

  assert.equal(await value('ProducerToKinesisLatency'), [1, 0]);
  assert.is(await sum('ClockSkewClamped'), 0);
});

test.run();
