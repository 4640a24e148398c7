import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Carrier } from '@kinesis-otel/contract';
import * as fc from 'fast-check';
import { gzipFlags, gzipWith } from './gzip-payloads.ts';
import { aggregateOf, lengthField, numberField, tagField, varint } from './protobuf-bytes.ts';
import { frames } from './protobuf-payloads.ts';

const whiteSpace = fc.array(fc.constantFrom(' ', '\n', '\r', '\t'), { maxLength: 5 }).map((all) => all.join(''));
const text = fc.string({ unit: 'binary' });
const value = fc.oneof(
  fc.json(),
  fc.constantFrom('12345678901234567890', '1.0', '1e3', '-0', '{"_otel":{}}', '{"traceparent":"x"}'),
);
const member = fc
  .tuple(fc.oneof(text, fc.constantFrom('_otel', 'same')), whiteSpace, value)
  .map(([key, space, each]) => `${JSON.stringify(key)}:${space}${each}`);

/** JSON objects of all sorts, as they are written by hand and by machines. */
export const jsonObjects: fc.Arbitrary<Buffer> = fc
  .tuple(fc.constantFrom('', '\ufeff'), whiteSpace, whiteSpace, fc.array(member, { maxLength: 4 }), whiteSpace)
  .map(([mark, before, inside, members, after]) =>
    Buffer.from(`${mark}${before}{${inside}${members.join(`,${inside}`)}}${after}`),
  );

const { name, comment } = gzipFlags;
const headerText = fc.string({ unit: 'grapheme-ascii' });

/** Gzip streams with every header that can carry, whole or cut off, alone or one after the other. */
export const gzipStreams: fc.Arbitrary<Buffer> = fc
  .record({
    data: fc.uint8Array(),
    text: fc.constantFrom(0, gzipFlags.text),
    name: fc.option(headerText, { nil: undefined }),
    comment: fc.option(headerText, { nil: undefined }),
    behind: fc.uint8Array(),
    cut: fc.nat({ max: 30 }),
  })
  .map((each) => {
    const flags = each.text | (each.name === undefined ? 0 : name) | (each.comment === undefined ? 0 : comment);
    const fields = [each.name, each.comment].map((field) => (field === undefined ? '' : `${field}\0`)).join('');
    const whole = Buffer.concat([gzipWith(flags, fields, gzipSync(each.data)), each.behind]);
    return whole.subarray(0, Math.max(18, whole.length - each.cut));
  });

const unknownField = fc.oneof(
  fc.tuple(fc.integer({ min: 5, max: 4_000 }), fc.nat()).map(([number, each]) => numberField(number, each)),
  fc.tuple(fc.integer({ min: 5, max: 4_000 }), fc.uint8Array()).map(([number, each]) => lengthField(number, each)),
  fc.uint8Array({ minLength: 4, maxLength: 4 }).map((each) => Buffer.concat([varint(9 * 8 + 5), each])),
);
const tag = fc.tuple(fc.oneof(text, fc.constant('_otel')), text).map(([key, each]) => tagField(key, each));
const userRecord = fc
  .tuple(fc.nat({ max: 3 }), fc.uint8Array({ maxLength: 200 }), fc.array(fc.oneof(tag, unknownField), { maxLength: 3 }))
  .map(([index, data, others]) => lengthField(3, numberField(1, index), lengthField(3, data), ...others));
const table = fc.tuple(fc.constantFrom(1, 2), text).map(([number, key]) => lengthField(number, key));

/** KPL aggregates with tables anywhere, records with tags, and fields nobody knows. */
export const aggregates: fc.Arbitrary<Buffer> = fc
  .tuple(fc.array(fc.oneof(table, userRecord, unknownField), { maxLength: 5 }), userRecord, fc.array(table))
  .map(([before, record, after]) => aggregateOf(...before, record, ...after));

const anyNumber = fc.oneof(fc.integer({ min: 1, max: 536_870_911 }), fc.constantFrom(1, 2, 15, 16));
const anyField: fc.Arbitrary<Buffer> = fc.oneof(
  fc.tuple(anyNumber, fc.nat()).map(([number, each]) => numberField(number, each)),
  fc.tuple(anyNumber, fc.uint8Array({ maxLength: 300 })).map(([number, each]) => lengthField(number, each)),
  fc.tuple(anyNumber, fc.uint8Array({ minLength: 8, maxLength: 8 })).map(([number, each]) => {
    return Buffer.concat([varint(number * 8 + 1), each]);
  }),
  fc.tuple(anyNumber, fc.nat()).map(([number, each]) => {
    return Buffer.concat([varint(number * 8 + 3), numberField(1, each), varint(number * 8 + 4)]);
  }),
);

/** Protobuf messages of fields of all sorts. */
export const messages: fc.Arbitrary<Buffer> = fc.array(anyField, { maxLength: 5 }).map((all) => Buffer.concat(all));

/** zstd streams with every header that the library can be made to write, alone or one after the other. */
export const zstdStreams: fc.Arbitrary<Buffer> = fc
  .array(
    fc.record({
      data: fc.oneof(
        fc.uint8Array(),
        fc.nat({ max: 300_000 }).map((length) => Buffer.alloc(length, 7)),
      ),
      checksum: fc.constantFrom(0, 1),
      size: fc.constantFrom(0, 1),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((frames) =>
    Buffer.concat(
      frames.map(({ data, checksum, size }) =>
        zstdCompressSync(data, {
          params: { [constants.ZSTD_c_checksumFlag]: checksum, [constants.ZSTD_c_contentSizeFlag]: size },
        }),
      ),
    ),
  );

/** Payloads of every sort, of which any may be declared to be anything. */
export const declaredPayloads: fc.Arbitrary<Buffer> = fc.oneof(
  messages,
  fc.tuple(fc.constantFrom(...Object.values(frames)), messages).map((parts) => Buffer.concat(parts)),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  fc.oneof(jsonObjects, gzipStreams, aggregates, zstdStreams),
);

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
    .filter((id) => !/^0+$/.test(id));
const time = fc.oneof(fc.integer({ min: 1 }), fc.maxSafeNat().filter(Boolean), fc.constant(1_732_287_000_123));
const printable = (maxLength: number) => fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength });

/** Carriers whose members all fit. */
export const carriers: fc.Arbitrary<Carrier> = fc.record(
  {
    traceparent: fc
      .tuple(hex(32), hex(16), fc.integer({ min: 0, max: 255 }))
      .map(([traceId, spanId, flags]) => `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`),
    sentAtMs: time,
    createdAtMs: time,
    tracestate: printable(512),
    baggage: printable(200),
    fields: fc.dictionary(
      printable(20).map((each) => `x-${each}`),
      printable(40),
      { minKeys: 1, maxKeys: 2, noNullPrototype: true },
    ),
  },
  { requiredKeys: ['traceparent', 'sentAtMs'], noNullPrototype: true },
);
