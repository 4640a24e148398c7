import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { diag } from '@opentelemetry/api';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { SimpleSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { readStamped } from '../support/read-stamped.ts';
import { rejects } from '../support/rejects.ts';

const test = suite('producer-sdk / broken exporters');

test.after.each(() => diag.disable());

const hang = () => new Promise<never>(() => {});
const fail = (): never => {
  throw new Error('broken');
};

const ways = {
  'that throw': fail,
  'that never answer': () => undefined,
  'that fail': (_: unknown, done: (result: { code: number; error: Error }) => void) =>
    done({ code: 1, error: new Error('refused') }),
} as const;

for (const [what, exportAny] of Object.entries(ways)) {
  const exporter = { export: exportAny, forceFlush: hang, shutdown: hang } as unknown as SpanExporter &
    PushMetricExporter;
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const command = () =>
    new PutRecordsCommand({ StreamName: 'orders', Records: [{ Data: Buffer.from('{"a":1}'), PartitionKey: 'k' }] });

  test(`exporters ${what} neither delay nor change a put`, async () => {
    const answer = { FailedRecordCount: 0, Records: [{ SequenceNumber: '1' }] };
    const client = instrumentKinesisClient(
      createFakeAwsClient(() => answer),
      { tracerProvider, meterProvider },
    );

    const received = client.send(command());

    assert.is(received, client.returned[0]);
    assert.is(await received, answer);
    const [record] = client.lastInput().Records as [{ Data: unknown }];
    assert.ok(readStamped(record.Data).carrier);
  });

  test(`exporters ${what} do not hide the client’s error`, async () => {
    const error = new Error('refused');
    const client = instrumentKinesisClient(
      createFakeAwsClient(() => Promise.reject(error)),
      { tracerProvider, meterProvider },
    );

    assert.is(await rejects(client.send(command()) as Promise<unknown>), error);
  });
}

test.run();
