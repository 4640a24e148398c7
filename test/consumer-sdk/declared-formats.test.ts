import { createKinesisHandler, instrumentKinesisHandler, type KinesisRecord } from '@kinesis-otel/consumer-sdk';
import { type Carrier, protobufFormat, writeEnvelope } from '@kinesis-otel/contract';
import { trace } from '@opentelemetry/api';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type PayloadFormat, payloadFormats } from '../../packages/producer-sdk/src/stamping/payload-format.ts';
import { writerOf } from '../../packages/producer-sdk/src/stamping/write-payload.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent, sequenceNumber, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { aggregateOf, lengthField, userRecord } from '../support/protobuf-bytes.ts';
import { carriers, declaredPayloads } from '../support/random-payloads.ts';
import { numberedCarrier } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / declared formats');

const message = lengthField(1, 'order-42');

/** A batch handler and a record handler, and what they were given. */
function createBothHandlers() {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const options = { ...atAnyAge, tracerProvider, meterProvider };
  const events: WireKinesisEvent[] = [];
  const records: KinesisRecord<Buffer>[] = [];
  const ofBatches = instrumentKinesisHandler((event: WireKinesisEvent) => void events.push(event), options);
  const ofRecords = createKinesisHandler<Buffer>((record) => void records.push(record), {
    ...options,
    decode: 'bytes',
  });
  const handle = async (event: WireKinesisEvent) => {
    await ofBatches(event);
    await ofRecords(event);
  };
  return { events, records, handle };
}

/** A record as a producer of ours puts it, under the key that the event's first record has. */
function put(payload: Uint8Array, format: PayloadFormat, carrier: Carrier): Uint8Array {
  const stamped = writerOf(format, false)(payload, carrier, { Data: payload, PartitionKey: 'key-0' });
  if (typeof stamped === 'string') throw new Error(stamped);
  return stamped;
}

const stamped = [
  ['a message', message, put(message, 'protobuf', numberedCarrier(1, 1))],
  ['text in an envelope', Buffer.from('text'), put(Buffer.from('text'), 'envelope', numberedCarrier(1, 1))],
  ['nothing in an envelope', Buffer.alloc(0), put(Buffer.alloc(0), 'envelope', numberedCarrier(1, 1))],
] as const;

for (const [what, payload, data] of stamped) {
  test(`a batch handler gets ${what} as if it had not been stamped`, async () => {
    const { events, handle } = createBothHandlers();

    await handle(buildKinesisEvent([data]));

    assert.equal(events, [buildKinesisEvent([payload])]);
  });

  test(`a record handler gets ${what} as one record, with its own sequence number and key, in its producer’s trace`, async () => {
    const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
    const seen: KinesisRecord<Buffer>[] = [];
    const traces: (string | undefined)[] = [];
    const handler = createKinesisHandler<Buffer>(
      (record) => {
        seen.push(record);
        traces.push(trace.getActiveSpan()?.spanContext().traceId);
      },
      { ...atAnyAge, decode: 'bytes', tracerProvider, meterProvider },
    );

    await handler(buildKinesisEvent([data]));

    const [record] = seen;
    assert.is(seen.length, 1);
    assert.ok(payload.equals(record?.data ?? Buffer.from('none')));
    assert.equal([record?.partitionKey, record?.sequenceNumber], ['key-0', sequenceNumber(0)]);
    assert.is(record?.subSequenceNumber, undefined);
    assert.equal(traces, [numberedCarrier(1, 1).traceparent.slice(3, 35)]);
    assert.is(await sum('TraceContextExtraction', { outcome: 'extracted' }), 1);
  });
}

test('a record that fails in its envelope is named by its own sequence number', async () => {
  const handler = createKinesisHandler(
    () => {
      throw new Error('bad');
    },
    { ...atAnyAge, decode: 'bytes', reportBatchItemFailures: true },
  );

  const response = await handler(buildKinesisEvent([put(Buffer.from('text'), 'envelope', numberedCarrier(1, 1))]));

  assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(0) }] });
});

test('a record handler inside a batch handler, as inside the layer, works in the producers’ traces', async () => {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const providers = { ...atAnyAge, tracerProvider, meterProvider };
  const seen: (readonly [text: string, traceId: string | undefined])[] = [];
  const inner = createKinesisHandler<Buffer>(
    ({ data }) => void seen.push([data.toString(), trace.getActiveSpan()?.spanContext().traceId]),
    { ...providers, decode: 'bytes' },
  );
  const envelope = put(Buffer.from('text'), 'envelope', numberedCarrier(1, 1));
  const declared = put(message, 'protobuf', numberedCarrier(2, 1));

  await instrumentKinesisHandler(inner, providers)(buildKinesisEvent([envelope, declared]));

  assert.equal(seen, [
    ['text', numberedCarrier(1, 1).traceparent.slice(3, 35)],
    [message.toString(), numberedCarrier(2, 1).traceparent.slice(3, 35)],
  ]);
});

test('JSON in an envelope is decoded as JSON', async () => {
  const seen: unknown[] = [];
  const handler = createKinesisHandler(({ data }) => void seen.push(data), atAnyAge);

  await handler(buildKinesisEvent([put(Buffer.from('{"n":1}'), 'envelope', numberedCarrier(1, 1))]));

  assert.equal(seen, [{ n: 1 }]);
});

test('an aggregate of one record that the user made stays one', async () => {
  const own = aggregateOf(lengthField(1, 'order-1'), userRecord(0, 'text'));
  const { events, records, handle } = createBothHandlers();

  await handle(buildKinesisEvent([put(own, 'envelope', numberedCarrier(1, 1))]));

  assert.equal([records[0]?.subSequenceNumber, records[0]?.partitionKey], [0, 'order-1']);
  assert.equal(events, [buildKinesisEvent([own])]);
});

test('an aggregate that was put into an envelope as it is comes out of it whole, and as one record', async () => {
  const own = aggregateOf(lengthField(1, 'order-1'), userRecord(0, 'a'), userRecord(0, 'b'));
  const keys = { partitionKey: 'key-0', explicitHashKey: undefined };
  const { events, records, handle } = createBothHandlers();

  await handle(buildKinesisEvent([writeEnvelope(own, numberedCarrier(1, 1), keys)]));

  assert.equal(events, [buildKinesisEvent([own])]);
  assert.equal([records.length, records[0]?.subSequenceNumber], [1, undefined]);
});

test('a damaged carrier at a record’s end is counted, and the record is handed on as it is', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const damaged = Buffer.from(protobufFormat.write(message, numberedCarrier(1, 1)));
  damaged[message.length + 20] = 0;
  const seen: unknown[] = [];
  const handler = instrumentKinesisHandler((event: WireKinesisEvent) => void seen.push(event), {
    ...{ tracerProvider, meterProvider },
  });

  await handler(buildKinesisEvent([damaged]));

  assert.equal(seen, [buildKinesisEvent([damaged])]);
  assert.is(await sum('TraceContextExtraction', { outcome: 'invalid' }), 1);
});

test('whatever a producer of ours puts in whatever format, handlers get what it was given', async () => {
  const { events, records, handle } = createBothHandlers();
  const cases = fc.tuple(declaredPayloads, carriers, fc.constantFrom(...payloadFormats));

  await fc.assert(
    fc.asyncProperty(cases, async ([payload, carrier, format]) => {
      const data = writerOf(format, false)(payload, carrier, { Data: payload, PartitionKey: 'key-0' });

      await handle(buildKinesisEvent([typeof data === 'string' ? payload : data]));

      assert.equal(events.pop(), buildKinesisEvent([payload]));
      const [record] = records.splice(0);
      // Of an aggregate of the payload's own, user records are handed on one by one.
      if (record?.subSequenceNumber === undefined) assert.ok(payload.equals(record?.data ?? Buffer.from('none')));
    }),
    { numRuns: 400 },
  );
});

test.run();
