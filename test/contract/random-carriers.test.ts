import {
  chooseFormat,
  gzipFormat,
  jsonFormat,
  kplFormat,
  protobufFormat,
  readAggregate,
  readBase64,
  readForeign,
  writeEnvelope,
  zstdFormat,
} from '@kinesis-otel/contract';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { aggregates, carriers, gzipStreams, jsonObjects, messages, zstdStreams } from '../support/random-payloads.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { stamp } from '../support/sample-carrier.ts';

const test = suite('contract / carriers, by random payloads');

const runs = { numRuns: 2_000 };

for (const [what, format, payloads] of [
  ['JSON object', jsonFormat, jsonObjects],
  ['gzip stream', gzipFormat, gzipStreams],
  ['KPL aggregate', kplFormat, aggregates],
  ['zstd stream', zstdFormat, zstdStreams],
] as const) {
  test(`every ${what} carries every carrier and comes back byte for byte, from bytes and from base64`, () => {
    const property = fc.property(payloads, carriers, (payload, carrier) => {
      const before = Buffer.from(payload);
      const stamped = stamp(payload, carrier);

      const read = readBothWays(stamped);

      assert.is(chooseFormat(payload), format);
      assert.ok(before.equals(payload));
      assert.ok(before.equals(read.payload));
      assert.ok(read.carriers.length > 0);
      for (const each of read.carriers) assert.equal(each, carrier);
      if (format === jsonFormat || format === gzipFormat) assert.is((stamped.length - payload.length) % 3, 0);
    });

    fc.assert(property, runs);
  });
}

const bytes = fc.uint8Array({ maxLength: 400 });

for (const [what, payloads] of [
  ['message', messages],
  ['payload that is declared to be a message', bytes],
] as const) {
  test(`every ${what} carries every carrier behind it and comes back byte for byte`, () => {
    const property = fc.property(payloads, carriers, (payload, carrier) => {
      const before = Buffer.from(payload);

      const read = readBothWays(protobufFormat.write(payload, carrier));

      assert.ok(before.equals(payload));
      assert.equal(read.carriers, [carrier]);
      assert.ok(before.equals(read.payload));
    });

    fc.assert(property, runs);
  });
}

const keys = fc.record({
  partitionKey: fc.string({ unit: 'binary' }),
  explicitHashKey: fc.constantFrom(undefined, '42'),
});

test('every payload comes out of every envelope byte for byte, and other readers get it with its keys', () => {
  const property = fc.property(fc.oneof(bytes, jsonObjects, aggregates), carriers, keys, (payload, carrier, key) => {
    const envelope = writeEnvelope(payload, carrier, key);

    const read = readBothWays(envelope);
    const users = readAggregate(envelope);

    assert.equal(read.carriers, [carrier]);
    assert.ok(read.payload.equals(payload));
    assert.equal(
      users?.map(({ partitionKey, explicitHashKey, data }) => [
        partitionKey,
        explicitHashKey,
        read.payload.equals(data),
      ]),
      [[key.partitionKey.toWellFormed(), key.explicitHashKey, true]],
    );
  });

  fc.assert(property, runs);
});

const stampedRecords = fc.oneof(
  fc.tuple(fc.oneof(jsonObjects, gzipStreams, aggregates, zstdStreams), carriers).map((each) => stamp(...each)),
  fc.tuple(messages, carriers).map(([payload, carrier]) => Buffer.from(protobufFormat.write(payload, carrier))),
  fc.tuple(bytes, carriers, keys).map((each) => Buffer.from(writeEnvelope(...each))),
);

/** What is like a stamped record, and goes wrong at its head or its end. */
const spoiled = fc
  .tuple(stampedRecords, fc.nat({ max: 300 }), fc.nat({ max: 255 }), fc.boolean(), fc.boolean())
  .map(([stamped, offset, byte, isCut, isAtEnd]) => {
    const place = offset % stamped.length;
    const at = isAtEnd ? stamped.length - 1 - place : place;
    if (isCut) return stamped.subarray(0, at);
    stamped[at] = byte;
    return stamped;
  });

test('a spoiled carrier reads the same from bytes and from base64, and what is invalid stays as it is', () => {
  const property = fc.property(spoiled, (record) => {
    const { outcome, payload } = readBothWays(record);

    if (outcome !== 'extracted') assert.ok(payload.equals(record));
  });

  fc.assert(property, runs);
});

const start = fc.constantFrom(
  '',
  '{"_otel":{"traceparent":"',
  '\u001f\u008b\b',
  '\u00f3\u0089\u009a\u00c2',
  ' {"_otel":{',
);

test('random bytes and random text never make it throw', () => {
  const property = fc.property(
    start,
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: 'binary' }),
    (head, bytes, text) => {
      const record = Buffer.concat([Buffer.from(head, 'latin1'), bytes]);

      chooseFormat(record);
      readAggregate(record);
      readBothWays(record);
      readBase64(text);
      readBase64(Buffer.from(head, 'latin1').toString('base64') + text);
    },
  );

  fc.assert(property, runs);
});

test('random values never make the reader of foreign forms throw', () => {
  const names = [
    'traceparent',
    '_datadog',
    '_traceContext',
    'x-datadog-trace-id',
    'x-datadog-parent-id',
    'x-datadog-tags',
  ];
  const key = fc.constantFrom(...names, 'x-datadog-sampling-priority', 'toString', 'valueOf');
  const value = fc.object({ key, maxDepth: 3, withNullPrototype: false });

  fc.assert(
    fc.property(value, (payload) => {
      readForeign(payload, ['cloudevents', 'datadog', 'autotel']);
    }),
    runs,
  );
});

test.run();
