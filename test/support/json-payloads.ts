import { gzipSync } from 'node:zlib';

/** Payloads that are JSON objects, or begin as one, each of which must come back byte for byte. */
export const jsonObjectPayloads: Readonly<Record<string, Buffer>> = {
  'a plain object': Buffer.from('{"airport":"EDDF","delayMinutes":12}'),
  'Latin, Greek and Cyrillic text': Buffer.from('{"name":"café – Ωμέγα – Привет","price":"£5"}'),
  'Chinese, Japanese and Korean text': Buffer.from('{"name":"中文 日本 한국어"}'),
  'characters outside the basic plane': Buffer.from('{"name":"😀 𝔘 𠜎 \u{10fffd}"}'),
  'a character cut by the window that is looked at': Buffer.from(`{"${'a'.repeat(60)}😀":1}`),
  'a byte order mark': Buffer.from('\ufeff{"a":1}'),
  'white space before a byte order marked object': Buffer.from('\ufeff \n{"a":1}'),
  'leading white space': Buffer.from(' \t\r\n{"a":1}'),
  'a trailing newline': Buffer.from('{"a":1}\n'),
  'pretty-printed text': Buffer.from(JSON.stringify({ a: { b: [1, 2, { c: null }] } }, undefined, 2)),
  'an empty object': Buffer.from('{}'),
  'an empty object with a space': Buffer.from('{ }'),
  'an empty object over lines': Buffer.from('{\n\n}\n'),
  'an integer beyond 2^53': Buffer.from('{"id":12345678901234567890}'),
  'numbers that JavaScript would write otherwise': Buffer.from('{"a":1.0,"b":1e3,"c":-0,"d":0.10}'),
  'duplicate keys': Buffer.from('{"a":1,"a":2}'),
  'a member called _otel of the user’s own': Buffer.from('{"_otel":{"mine":true},"a":1}'),
  'a nested member called _otel': Buffer.from('{"a":{"_otel":{"traceparent":"x"}}}'),
  'NDJSON that starts with an object': Buffer.from('{"a":1}\n{"b":2}\n'),
  'NDJSON that starts with an empty object': Buffer.from('{}\n{"b":2}\n'),
  'invalid UTF-8 behind the head': Buffer.concat([
    Buffer.from(`{"a":"${'x'.repeat(80)}`),
    Buffer.from([0xff, 0x22, 0x7d]),
  ]),
};

/** Payloads that carry no context and so are never touched. */
export const otherPayloads: Readonly<Record<string, Buffer>> = {
  'nothing at all': Buffer.alloc(0),
  'white space only': Buffer.from('  \n'),
  'an array': Buffer.from('[{"a":1}]'),
  'a number': Buffer.from('42'),
  'a string': Buffer.from('"{}"'),
  null: Buffer.from('null'),
  'plain text': Buffer.from('hello, {"a":1}'),
  'text in braces': Buffer.from('{hello}'),
  'a lone brace': Buffer.from('{'),
  'an object that is cut off': Buffer.from('{"a":1'),
  'invalid UTF-8 at the head': Buffer.concat([Buffer.from('{"a'), Buffer.from([0xff]), Buffer.from('":1}')]),
  'more white space than is looked over': Buffer.from(`${' '.repeat(65)}{"a":1}`),
  gzip: gzipSync('{"a":1}'),
  zstd: Buffer.from('28b52ffd2007390000' + '7b2261223a317d', 'hex'),
  protobuf: Buffer.from('0a046b65793112037b2261', 'hex'),
  'a KPL aggregate': Buffer.from('f3899ac20a016b1a0b08001a077b2261223a317d00112233445566778899aabbccddeeff', 'hex'),
};
