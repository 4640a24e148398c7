import { createKinesisHandler, instrumentKinesisHandler, withRecordSpan } from '@kinesis-otel/consumer-sdk';
import { trace } from '@opentelemetry/api';
import { BatchSpanProcessor, InMemorySpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent, buildLambdaContext, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

/* As many invocations as a virtual processor of a Managed Instance takes at once. */
const test = suite('consumer-sdk / many invocations at once');

const invocations = 64;
const records = 5;
const numbers = Array.from({ length: invocations }, (_, n) => n);
const traceNumber = (invocation: number, record: number) => 1 + invocation * records + record;
const traceIdOf = (invocation: number, record: number) =>
  traceNumber(invocation, record).toString(16).padStart(32, '0');
const streamOf = (invocation: number) => `stream-${invocation % 8}`;

function eventOf(invocation: number): WireKinesisEvent {
  const payloads = Array.from({ length: records }, (_, record) =>
    stampJson(JSON.stringify({ invocation, record }), numberedCarrier(traceNumber(invocation, record), 1)),
  );
  return buildKinesisEvent(payloads, { streamName: streamOf(invocation) });
}

interface Payload {
  readonly invocation: number;
  readonly record: number;
}

/** Every eighth record of all fails; each takes some turns of the event loop, so that invocations interleave. */
async function work({ invocation, record }: Payload): Promise<void> {
  for (let turn = 0; turn < 1 + ((invocation + record) % 4); turn++) await new Promise(setImmediate);
  if ((invocation * records + record) % 8 === 0) throw new RangeError('eighth');
}

const modes = {
  'record by record': (options: object, seen: (data: Payload) => void) =>
    createKinesisHandler<Payload>(
      async ({ data }) => {
        await work(data).finally(() => seen(data));
      },
      { ...options, onFailure: 'continue', reportBatchItemFailures: true },
    ),
  'as a batch, with spans around its records': (options: object, seen: (data: Payload) => void) =>
    instrumentKinesisHandler(
      async ({ Records }: WireKinesisEvent, _context: object) => {
        const settled = await Promise.allSettled(
          Records.map((record) =>
            withRecordSpan(record, async ({ kinesis }) => {
              const data: Payload = JSON.parse(Buffer.from(kinesis.data, 'base64').toString());
              await work(data).finally(() => seen(data));
            }),
          ),
        );
        const failed = Records.filter((_, at) => settled[at]?.status === 'rejected');
        return { batchItemFailures: failed.map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })) };
      },
      { ...options, reportBatchItemFailures: true },
    ),
};

for (const [mode, create] of Object.entries(modes)) {
  test(`${mode}: each keeps its records, traces and figures, and its own spans are out when it answers`, async () => {
    const { meterProvider, sum } = createInMemoryTelemetry();
    const exporter = new InMemorySpanExporter();
    const spanProcessors = [
      new BatchSpanProcessor({ exporter, maxQueueSize: 10_000, scheduledDelayMillis: 3_600_000 }),
    ];
    const tracerProvider = new TracerProvider({ spanProcessors });
    const strayed: Payload[] = [];
    const handler = create({ ...atAnyAge, tracerProvider, meterProvider, flushTimeoutMs: 60_000 }, (data) => {
      const active = trace.getActiveSpan()?.spanContext().traceId;
      if (active !== traceIdOf(data.invocation, data.record)) strayed.push(data);
    });
    const missing: number[] = [];

    await Promise.all(
      numbers.map(async (invocation) => {
        await handler(eventOf(invocation), { ...buildLambdaContext(), awsRequestId: `request-${invocation}` });
        const out = new Set(exporter.getFinishedSpans().map((span) => span.spanContext().traceId));
        for (let record = 0; record < records; record++) {
          if (!out.has(traceIdOf(invocation, record))) missing.push(invocation);
        }
        const own = exporter
          .getFinishedSpans()
          .filter(({ attributes }) => attributes['faas.invocation_id'] === `request-${invocation}`);
        if (own.length !== 2) missing.push(invocation);
      }),
    );

    assert.equal([strayed, missing], [[], []]);
    const failing = (stream: string) =>
      numbers
        .filter((invocation) => streamOf(invocation) === stream)
        .flatMap((invocation) => Array.from({ length: records }, (_, record) => invocation * records + record))
        .filter((index) => index % 8 === 0).length;
    for (const stream of new Set(numbers.map(streamOf))) {
      assert.is(await sum('RecordProcessingFailure', { Pipeline: stream }), failing(stream), stream);
    }
    const [success, failure, replayed] = await Promise.all(
      ['RecordProcessingSuccess', 'RecordProcessingFailure', 'RecordsReplayed'].map((metric) => sum(metric)),
    );
    assert.is(Number(success) + Number(failure) + Number(replayed), invocations * records);
    const batches = exporter
      .getFinishedSpans()
      .filter(({ attributes }) => 'messaging.batch.message_count' in attributes);
    assert.is(batches.length, invocations);
  });
}

test.run();
