import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { diag } from '@opentelemetry/api';
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { useAsyncContext } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';
import { rejects } from '../support/rejects.ts';

const test = suite('producer-sdk / broken span processors');

useAsyncContext();

const fail = (): never => {
  throw new Error('broken');
};
const hang = () => undefined;
const never = () => new Promise<void>(() => undefined);

/** An exporter of spans and of metrics, of which only the export goes wrong. */
function exporterThat(exports: () => undefined) {
  return {
    export: exports,
    forceFlush: never,
    shutdown: never,
    selectAggregationTemporality: () => AggregationTemporality.DELTA,
  };
}

function providersOf(processor: SpanProcessor, exports: () => undefined) {
  const reader = new PeriodicExportingMetricReader({
    exporter: exporterThat(exports),
    exportIntervalMillis: 3_600_000,
  });
  return {
    tracerProvider: new TracerProvider({ spanProcessors: [processor] }),
    meterProvider: new MeterProvider({ readers: [reader] }),
  };
}

const broken: Readonly<Record<string, () => ReturnType<typeof providersOf>>> = {
  'an exporter that never calls back, behind a full queue': () =>
    providersOf(
      new BatchSpanProcessor({
        exporter: exporterThat(hang),
        maxQueueSize: 1,
        maxExportBatchSize: 1,
        exportTimeoutMillis: 500,
      }),
      hang,
    ),
  'a span processor that throws': () =>
    providersOf({ onStart: fail, onEnd: fail, forceFlush: never, shutdown: never }, hang),
  'a span processor that throws at a span’s end': () =>
    providersOf({ onStart: hang, onEnd: fail, forceFlush: never, shutdown: never }, hang),
};

const input = { StreamName: 'orders', Data: Buffer.from('{"a":1}'), PartitionKey: 'k' };

for (const [what, providers] of Object.entries(broken)) {
  test(`with ${what}, the caller gets the same answer`, async () => {
    const answer = { SequenceNumber: '1' };
    const client = instrumentKinesisClient(
      createFakeAwsClient(() => answer),
      providers(),
    );

    const promises = Array.from({ length: 3 }, () => client.send(new PutRecordCommand(input)));
    const answers = await Promise.all(promises);

    assert.ok(answers.every((each) => each === answer));
    assert.is(readStamped(client.lastInput().Data).payload, '{"a":1}');
  });

  test(`with ${what}, the caller gets the same error`, async () => {
    const error = new Error('refused');
    const client = instrumentKinesisClient(
      createFakeAwsClient(() => Promise.reject(error)),
      providers(),
    );

    assert.is(await rejects(client.send(new PutRecordCommand(input)) as Promise<unknown>), error);
  });
}

test('a logger that throws when it is told so changes nothing either', async () => {
  const answer = { SequenceNumber: '1' };
  const warned = new Promise((resolve) => process.once('warning', resolve));
  diag.setLogger({ error: fail, warn: fail, info: hang, debug: hang, verbose: hang });
  const client = instrumentKinesisClient(
    createFakeAwsClient(() => answer),
    { tracerProvider: { getTracer: fail } },
  );

  const received = await client.send(new PutRecordCommand(input));

  diag.disable();
  assert.is(received, answer);
  assert.ok(await warned);
});

test.run();
