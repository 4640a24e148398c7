import type { NoFormatReason } from '@kinesis-otel/contract';
import { otherGzipPayloads } from './gzip-payloads.ts';
import { invalidKplPayloads } from './kpl-payloads.ts';
import { otherZstdPayloads } from './zstd-payloads.ts';

/** Payloads that no format recognises, by the reason that is given for it. */
export const otherPayloadsByReason: Readonly<Record<NoFormatReason, Readonly<Record<string, Buffer>>>> = {
  empty: { 'nothing at all': Buffer.alloc(0) },
  json_not_an_object: {
    'white space only': Buffer.from('  \n'),
    'an array': Buffer.from('[{"a":1}]'),
    'a number': Buffer.from('42'),
    'a negative number': Buffer.from('-1.5e3'),
    'a string': Buffer.from('"{}"'),
    null: Buffer.from('null'),
    true: Buffer.from('true'),
    false: Buffer.from('false'),
    'NDJSON that starts with an array': Buffer.from('[1]\n{"a":1}\n'),
    'text in braces': Buffer.from('{hello}'),
    'a lone brace': Buffer.from('{'),
    'an object that is cut off': Buffer.from('{"a":1'),
    'invalid UTF-8 at the head': Buffer.concat([Buffer.from('{"a'), Buffer.from([0xff]), Buffer.from('":1}')]),
    'more white space before an object than is looked over': Buffer.from(`${' '.repeat(65)}{"a":1}`),
    'more white space behind an object than is looked over': Buffer.from(`{"a":1}${' '.repeat(64)}`),
    'more white space in an object than is looked over': Buffer.from(`{${' '.repeat(65)}"a":1}`),
  },
  gzip_with_extra_fields: otherGzipPayloads,
  kpl_invalid: invalidKplPayloads,
  zstd: otherZstdPayloads,
  schema_registry: {
    'a record of the Glue schema registry': Buffer.from(`0300${'b7b4a7f09c964e4a8687fb0b3a5d1a2c'}0a026b31`, 'hex'),
    'a compressed record of the Glue schema registry': Buffer.from(
      `0305${'b7b4a7f09c964e4a8687fb0b3a5d1a2c'}789c`,
      'hex',
    ),
    'a record of the Confluent schema registry': Buffer.from('0000000007020a026b31', 'hex'),
  },
  unknown_format: {
    'plain text': Buffer.from('hello, {"a":1}'),
    'text that begins as true does': Buffer.from('text'),
    protobuf: Buffer.from('0a046b65793112037b2261', 'hex'),
    'an object of half a byte order mark': Buffer.from('bbbf7b2261223a317d', 'hex'),
    'binary data with a zero in second place': Buffer.from('41000102', 'hex'),
    'random bytes': Buffer.from('c1a59f0e7d22', 'hex'),
  },
};

/** The same payloads by name: what carries no context, and so is never touched. */
export const otherPayloads: Readonly<Record<string, Buffer>> = Object.assign(
  {},
  ...Object.values(otherPayloadsByReason),
);
