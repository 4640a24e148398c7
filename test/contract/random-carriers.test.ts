import {
  chooseFormat,
  gzipFormat,
  jsonFormat,
  kplFormat,
  readAggregate,
  readBase64,
  readForeign,
} from '@kinesis-otel/contract';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { aggregates, carriers, gzipStreams, jsonObjects } from '../support/random-payloads.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { stamp } from '../support/sample-carrier.ts';

const test = suite('contract / carriers, by random payloads');

const runs = { numRuns: 2_000 };

for (const [what, format, payloads] of [
  ['JSON object', jsonFormat, jsonObjects],
  ['gzip stream', gzipFormat, gzipStreams],
  ['KPL aggregate', kplFormat, aggregates],
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
      if (format !== kplFormat) assert.is((stamped.length - payload.length) % 3, 0);
    });

    fc.assert(property, runs);
  });
}

/** What begins as a stamped record does, and then goes wrong. */
const spoiled = fc
  .tuple(
    fc.oneof(jsonObjects, gzipStreams, aggregates),
    carriers,
    fc.nat({ max: 300 }),
    fc.nat({ max: 255 }),
    fc.boolean(),
  )
  .map(([payload, carrier, at, byte, isCut]) => {
    const stamped = stamp(payload, carrier);
    if (isCut) return stamped.subarray(0, at);
    stamped[at % stamped.length] = byte;
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
