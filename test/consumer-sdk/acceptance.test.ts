import { gzipSync, zstdCompressSync } from 'node:zlib';
import { createKinesisHandler, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { chooseFormat } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads, otherGzipPayloads } from '../support/gzip-payloads.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { jsonObjectPayloads } from '../support/json-payloads.ts';
import { atAnyAge, buildKinesisEvent, buildLambdaContext, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { invalidKplPayloads, kplPayloads, kplPayloadsNotRestorable } from '../support/kpl-payloads.ts';
import { otherPayloads } from '../support/other-payloads.ts';
import { aggregateOf, lengthField, userRecord } from '../support/protobuf-bytes.ts';
import { numberedCarrier, stamp, stampJson } from '../support/sample-carrier.ts';

/* What every competitor was found to get wrong, in the consumer; the rest of the list is the producer's and the carrier's. */
const test = suite('consumer-sdk / acceptance');

/** As it lies in the stream: stamped where the producer can, else as it is. */
function asSent(payload: Buffer): Buffer {
  const stamped = chooseFormat(payload)?.write(payload, numberedCarrier(1, 1));
  return stamped === undefined ? payload : Buffer.from(stamped);
}

const whole: Readonly<Record<string, Buffer>> = {
  ...jsonObjectPayloads,
  ...gzipPayloads,
  ...otherGzipPayloads,
  ...otherPayloads,
  ...invalidKplPayloads,
  'zstd data': zstdCompressSync('{"a":1}'),
  'a record that carries ours twice': stampJson(stampJson('{"a":1}')),
  'an object with a nested key equal to ours': Buffer.from('{"a":{"_otel":{"traceparent":"x"}}}'),
};

for (const [what, payload] of Object.entries({ ...whole, ...kplPayloads, ...kplPayloadsNotRestorable })) {
  test(`a batch handler gets ${what} byte for byte as the producer was given it`, async () => {
    const { tracerProvider, meterProvider } = createInMemoryTelemetry();
    let seen: WireKinesisEvent | undefined;
    const handler = instrumentKinesisHandler(
      async (event: WireKinesisEvent) => {
        seen = event;
      },
      { tracerProvider, meterProvider },
    );

    await handler(buildKinesisEvent([asSent(payload)]));

    assert.equal(seen, buildKinesisEvent([payload]));
  });
}

for (const [what, payload] of Object.entries(whole)) {
  test(`a record handler gets ${what} byte for byte as the producer was given it`, async () => {
    const { tracerProvider, meterProvider } = createInMemoryTelemetry();
    const seen: Buffer[] = [];
    const options = { decode: 'bytes', tracerProvider, meterProvider } as const;

    await createKinesisHandler<Buffer>(
      ({ data }) => void seen.push(data),
      options,
    )(buildKinesisEvent([asSent(payload)]));

    assert.equal(Buffer.concat(seen), payload);
  });
}

function createHandler(options = {}) {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const done: unknown[] = [];
  const all = { ...atAnyAge, reportBatchItemFailures: true, ...options, tracerProvider, meterProvider };
  return { handler: createKinesisHandler(({ data }) => void done.push(data), all), done, spans, sum };
}

test('a batch whose first record has no context: the others keep theirs', async () => {
  const { handler, spans, sum } = createHandler();

  await handler(
    buildKinesisEvent(['{}', stampJson('{}', numberedCarrier(2, 1)), stampJson('{}', numberedCarrier(3, 1))]),
  );

  const parents = spans().map(({ parentSpanContext }) => parentSpanContext?.traceId.slice(-2));
  assert.equal(parents.slice(1, 3), ['02', '03']);
  assert.is(await sum('TraceContextExtraction', { outcome: 'missing' }), 1);
});

test('mixed aggregated, compressed and plain records are all done', async () => {
  const { handler, done, sum } = createHandler();
  const aggregate = stamp(aggregateOf(lengthField(1, 'a'), userRecord(0, '2'), userRecord(0, '3')));

  await handler(buildKinesisEvent(['1', aggregate, stamp(gzipSync('{"n":4}')), stampJson('{"n":5}')]));

  assert.equal(done, [1, 2, 3, { n: 4 }, { n: 5 }]);
  assert.is(await sum('RecordProcessingSuccess'), 5);
});

test('less time left than the flush may take: the answer is not held up beyond it', async () => {
  const hang = () => new Promise<void>(() => undefined);
  const { meterProvider, sum } = createInMemoryTelemetry();
  const { tracerProvider } = createInMemoryTelemetry();
  const hanging = { getTracer: tracerProvider.getTracer.bind(tracerProvider), forceFlush: hang };
  const options = { tracerProvider: hanging, meterProvider, flushTimeoutMs: 60_000 };

  const response = await createKinesisHandler(() => undefined, options)(
    buildKinesisEvent(['{}']),
    buildLambdaContext(110),
  );

  assert.is(response, undefined);
  assert.is(await sum('FlushTimeouts'), 1);
});

test.run();
