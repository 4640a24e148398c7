import { gzipSync, zstdCompressSync } from 'node:zlib';
import { copyRestored, readBytes } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { invalidKplPayloads, kplPayloads } from '../support/kpl-payloads.ts';
import { createPutThrough, rejecting } from '../support/put-through.ts';
import { stampEntries } from '../support/stamp-entries.ts';

/* Where other instrumentations change what a record says, or fail: each by its name. */
const test = suite('producer-sdk / the payload is as it was');

const text = '{"a":1}';
const surrounded = Buffer.from(`xx${text}xx`);
const everyPlane = Array.from({ length: 17 }, (_, plane) => String.fromCodePoint(plane * 0x10000 + 0x41)).join('');
const old = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, sentAtMs: 1_700_000_000_000 };

const withContext: Readonly<Record<string, string | Uint8Array>> = {
  'a string': text,
  'a Buffer': Buffer.from(text),
  'a Uint8Array': new TextEncoder().encode(text),
  'a view of a part of a Buffer': surrounded.subarray(2, -2),
  'a view of a part of an ArrayBuffer': new Uint8Array(new Uint8Array(surrounded).buffer, 2, text.length),
  'UTF-8 of every plane': `{"a":"${everyPlane}"}`,
  'a byte order mark': `\ufeff${text}`,
  'a line feed at the end': `${text}\n`,
  'pretty-printed JSON': JSON.stringify({ a: { b: [1, 2] } }, null, 2),
  'big integers': '{"id":12345678901234567890123}',
  'numbers no double can hold': '{"a":1.0,"b":1e400}',
  'duplicate keys': '{"a":1,"a":2}',
  'an empty object': '{}',
  'an empty object with a space': '{ }',
  NDJSON: `${text}\n{"b":2}\n`,
  'gzip of JSON': gzipSync(text),
  'zstd of JSON': zstdCompressSync(text),
  'a KPL aggregate': kplPayloads['a KPL aggregate'] as Buffer,
  'a nested key named as ours': '{"a":{"_otel":{"traceparent":"mine"}}}',
  'a key of the user’s named as ours': '{"_otel":{"mine":true}}',
};

const untouched: Readonly<Record<string, string | Uint8Array>> = {
  'an array': '[{"a":1}]',
  'a scalar': '42',
  null: 'null',
  empty: '',
  'zstd that is cut off': zstdCompressSync(text).subarray(0, -1),
  protobuf: Buffer.from('0a046b65793112037b2261', 'hex'),
  'a KPL aggregate with a wrong checksum': invalidKplPayloads['a KPL aggregate with a wrong checksum'] as Buffer,
  'invalid UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
};

function bytesOf(data: string | Uint8Array): Buffer {
  return Buffer.from(typeof data === 'string' ? Buffer.from(data) : data);
}

/** What a consumer of ours makes of a record, as bytes. */
function restored(data: Uint8Array): Buffer {
  const found = readBytes(data);
  assert.is(found.outcome, 'extracted');
  return found.outcome === 'extracted' ? Buffer.from(copyRestored(data, found.restoration)) : Buffer.alloc(0);
}

for (const [what, data] of Object.entries(withContext)) {
  test(`${what} carries context, and comes back byte for byte`, async () => {
    const { client, put } = createPutThrough();
    const before = bytesOf(data);
    const record = Object.freeze({ Data: data, PartitionKey: 'k' });

    await put([record]);

    const [sent] = client.lastInput().Records as { Data: Uint8Array; PartitionKey: string }[];
    assert.ok(restored(sent?.Data ?? Buffer.alloc(0)).equals(before));
    assert.ok(bytesOf(record.Data).equals(before), 'the caller’s bytes are as they were');
    assert.is(sent?.PartitionKey, 'k');
  });
}

for (const [what, data] of Object.entries(untouched)) {
  test(`${what} goes out as the caller’s own object`, async () => {
    const { client, put } = createPutThrough();
    const record = Object.freeze({ Data: data, PartitionKey: 'k' });

    await put([record]);

    assert.is((client.lastInput().Records as object[])[0], record);
  });
}

test('a record that carries a context already has one afterwards', async () => {
  const { client, put } = createPutThrough();
  const [forwarded] = stampEntries([{ Data: text, PartitionKey: 'k' }], [old]).entries;

  await put([forwarded as object]);

  const [sent] = client.lastInput().Records as { Data: Uint8Array }[];
  assert.is(restored(sent?.Data ?? Buffer.alloc(0)).toString(), text);
});

test('a first record without context keeps none of the others from carrying', async () => {
  const { put } = createPutThrough();

  const sent = await put(['text', text, text].map((Data) => ({ Data, PartitionKey: 'k' })));

  assert.equal(
    sent.map(({ carrier }) => carrier !== undefined),
    [false, true, true],
  );
});

test('aggregated and plain records go in one call, each in its own way', async () => {
  const { client, put } = createPutThrough();
  const data = [kplPayloads['a KPL aggregate'] as Buffer, Buffer.from(text), gzipSync(text)];

  await put(data.map((Data) => ({ Data, PartitionKey: 'k' })));

  const sent = client.lastInput().Records as { Data: Uint8Array }[];
  assert.ok(sent.every(({ Data }, index) => restored(Data).equals(data[index] as Buffer)));
});

test('one object and one Buffer shared by many records, and by calls under way, stay as they are', async () => {
  const { put, sum } = createPutThrough();
  const Data = Buffer.from(text);
  const record = { Data, PartitionKey: 'k' };
  const records = Object.freeze([record, record, { Data, PartitionKey: 'other' }]);

  const sent = (await Promise.all([put(records), put(records), put(records)])).flat();

  assert.equal(new Set(sent.map(({ payload }) => payload)), new Set([text]));
  assert.equal([Data.toString(), record.Data === Data, Object.keys(record)], [text, true, ['Data', 'PartitionKey']]);
  assert.is(await sum('TraceContextInjection', { outcome: 'injected' }), 9);
});

test('a Buffer that is filled anew for each call carries each time what it holds', async () => {
  const { put } = createPutThrough({}, () => rejecting(1));
  const Data = Buffer.from(text);

  const first = await put([{ Data, PartitionKey: 'k' }]);
  Data.write('{"b":2}');
  const second = await put([{ Data, PartitionKey: 'k' }]);

  assert.equal([first[0]?.payload, second[0]?.payload], [text, '{"b":2}']);
});

test.run();
