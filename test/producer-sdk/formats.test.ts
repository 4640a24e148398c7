import { readAggregate } from '@kinesis-otel/contract';
import type { ProducerOptions } from '@kinesis-otel/producer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads } from '../support/gzip-payloads.ts';
import { kplPayloads } from '../support/kpl-payloads.ts';
import { otherPayloads } from '../support/other-payloads.ts';
import { compressedGlue, frames, noFrames, noMessages, protobufMessages } from '../support/protobuf-payloads.ts';
import { createPutThrough } from '../support/put-through.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { zstdPayloads } from '../support/zstd-payloads.ts';

const test = suite('producer-sdk / declared formats');

const PartitionKey = 'order-42';

/** Puts one record, and gives it as it was sent, and the reason it carries nothing. */
async function putOne(options: ProducerOptions, record: object) {
  const { client, put, points } = createPutThrough(options);
  const entry = Object.freeze({ PartitionKey, ...record });
  await put([entry]);
  const [sent] = client.lastInput().Records as { Data: Uint8Array }[];
  const [point] = await points('TraceContextInjection');
  return {
    sent,
    entry,
    data: sent?.Data ?? new Uint8Array(),
    ...(point?.attributes as { outcome: string; reason?: string }),
  };
}

/** A record of this data carries context, and is what it was once that is taken out. */
async function checkCarries(options: ProducerOptions, data: Uint8Array, more: object = {}): Promise<Buffer> {
  const before = Buffer.from(data);
  const { data: sent, outcome } = await putOne(options, { Data: data, ...more });
  const read = readBothWays(sent);
  assert.is(outcome, 'injected');
  assert.is(read.carriers.length > 0, true);
  assert.ok(read.payload.equals(before));
  assert.ok(before.equals(data), 'the caller’s bytes are as they were');
  return Buffer.from(sent);
}

/** A record of this data goes out as the caller's own object, counted with the reason. */
async function checkSkipped(options: ProducerOptions, record: object, expected: string): Promise<void> {
  const { sent, entry, outcome, reason } = await putOne(options, record);
  assert.is(sent, entry);
  assert.equal([outcome, reason], ['skipped', expected]);
}

for (const [what, message] of Object.entries(protobufMessages)) {
  test(`protobuf: ${what} carries at its end`, async () => {
    const sent = await checkCarries({ streams: { orders: { format: 'protobuf' } } }, message);

    assert.ok(sent.subarray(0, message.length).equals(message));
  });

  for (const [frame, head] of Object.entries(frames)) {
    const format = frame.startsWith('glue') ? 'glue-protobuf' : 'confluent-protobuf';

    test(`${format}: ${what} carries in the frame of ${frame}`, async () => {
      await checkCarries({ format }, Buffer.concat([head, message]));
    });
  }
}

for (const [what, payload] of Object.entries(noMessages)) {
  test(`protobuf: ${what} goes out as it is`, async () => {
    await checkSkipped({ format: 'protobuf' }, { Data: payload }, 'not_protobuf');
  });

  test(`glue-protobuf, confluent-protobuf: ${what} in a frame goes out as it is`, async () => {
    await checkSkipped({ format: 'glue-protobuf' }, { Data: Buffer.concat([frames.glue, payload]) }, 'not_protobuf');
    await checkSkipped(
      { format: 'confluent-protobuf' },
      { Data: Buffer.concat([frames.confluent, payload]) },
      'not_protobuf',
    );
  });
}

for (const [frame, payloads] of Object.entries(noFrames)) {
  for (const [what, payload] of Object.entries(payloads)) {
    test(`${frame}-protobuf: ${what} goes out as it is`, async () => {
      await checkSkipped({ format: `${frame as 'glue'}-protobuf` }, { Data: payload }, 'not_protobuf');
    });
  }
}

test('glue-protobuf: a compressed record goes out as it is', async () => {
  await checkSkipped({ format: 'glue-protobuf' }, { Data: compressedGlue }, 'compressed');
});

test('protobuf: what is not declared is not guessed', async () => {
  const reasons = { 'a message': 'unknown_format', 'an empty message': 'empty' };
  for (const [what, reason] of Object.entries(reasons)) {
    await checkSkipped({}, { Data: protobufMessages[what] }, reason);
  }
});

for (const [what, payload] of Object.entries({ ...otherPayloads, 'a JSON object': Buffer.from('{"a":1}') })) {
  test(`envelope: ${what} is put into one`, async () => {
    const sent = await checkCarries({ streams: { orders: { format: 'envelope' } } }, payload);

    const [user] = readAggregate(sent) ?? [];
    assert.ok(payload.equals(user?.data ?? Buffer.from('none')));
    assert.equal([user?.partitionKey, user?.explicitHashKey], [PartitionKey, undefined]);
  });
}

test('envelope: an explicit hash key goes in too, and the record keeps both', async () => {
  const { sent, data } = await putOne({ format: 'envelope' }, { Data: 'text', ExplicitHashKey: '42' });

  const [user] = readAggregate(data) ?? [];
  assert.equal([user?.partitionKey, user?.explicitHashKey], [PartitionKey, '42']);
  assert.equal({ ...sent, Data: undefined }, { Data: undefined, PartitionKey, ExplicitHashKey: '42' });
});

for (const [what, payload] of Object.entries({ ...gzipPayloads, ...zstdPayloads, ...kplPayloads })) {
  test(`envelope: ${what} carries in its own place, which nobody sees`, async () => {
    const { data } = await putOne({ format: 'envelope' }, { Data: payload });
    const auto = await putOne({}, { Data: payload });

    assert.is(data.length, auto.data.length);
    assert.ok(readBothWays(data).payload.equals(payload));
  });
}

for (const key of [undefined, null, '']) {
  test(`envelope: without a partition key (${key}) a record goes out as it is`, async () => {
    await checkSkipped({ format: 'envelope' }, { Data: 'text', PartitionKey: key }, 'no_partition_key');
  });
}

test('envelope: null for an explicit hash key is none', async () => {
  const { data, outcome } = await putOne({ format: 'envelope' }, { Data: 'text', ExplicitHashKey: null });

  assert.is(outcome, 'injected');
  assert.is(readAggregate(data)?.[0]?.explicitHashKey, undefined);
});

for (const format of ['protobuf', 'envelope'] as const) {
  const payload = protobufMessages['a message'] as Buffer;

  test(`${format}: a record that carries already gets the new context in place of the old`, async () => {
    const first = await putOne({ format }, { Data: payload });

    const { data, outcome } = await putOne({ format }, { Data: first.data });

    const read = readBothWays(data);
    assert.is(outcome, 'replaced');
    assert.is(data.length, first.data.length);
    assert.ok(read.payload.equals(payload));
    assert.not.equal(read.carriers, readBothWays(first.data).carriers);
  });

  test(`${format}: a record that carries so already gets the new context in the same place where nothing is declared`, async () => {
    const first = await putOne({ format }, { Data: payload });

    const { data, outcome } = await putOne({}, { Data: first.data });

    const declared = await putOne({ format }, { Data: payload });
    assert.is(outcome, 'replaced');
    assert.is(data.length, declared.data.length);
    assert.ok(readBothWays(data).payload.equals(payload));
    assert.not.equal(readBothWays(data).carriers, readBothWays(first.data).carriers);
  });

  test(`${format}: a record that carries already is sent as it is where that is to be kept`, async () => {
    const first = await putOne({ format }, { Data: payload });

    const { sent, entry, outcome } = await putOne({ format, onExisting: 'keep' }, { Data: first.data });

    assert.is(sent, entry);
    assert.is(outcome, 'kept');
  });

  test(`${format}: a record that was sent before and not accepted carries the same again`, async () => {
    const entry = { Data: payload, PartitionKey };
    const { client, put } = createPutThrough({ format }, () => ({
      FailedRecordCount: 1,
      Records: [{ ErrorCode: 'X' }],
    }));
    await put([entry]);
    const [first] = client.lastInput().Records as { Data: Uint8Array }[];

    await put([entry]);

    const [second] = client.lastInput().Records as { Data: Uint8Array }[];
    assert.equal(second?.Data, first?.Data);
  });

  test(`${format}: a record that would outgrow its limit goes out as it is, and one that just fits carries`, async () => {
    const growth = (await putOne({ format }, { Data: withLength(1_000_000) })).data.length - 1_000_000;
    const most = 1_048_576 - growth - PartitionKey.length;

    const fits = await putOne({ format }, { Data: withLength(most) });
    const outgrows = await putOne({ format }, { Data: withLength(most + 1) });

    assert.equal([fits.outcome, outgrows.reason], ['injected', 'record_too_large']);
    assert.is(outgrows.sent, outgrows.entry);
  });
}

/** A message of so many bytes: one field, with a length of three bytes. */
function withLength(bytes: number): Buffer {
  const valueBytes = bytes - 4;
  const head = Buffer.of(0x0a, (valueBytes & 0x7f) | 0x80, ((valueBytes >> 7) & 0x7f) | 0x80, valueBytes >> 14);
  return Buffer.concat([head, Buffer.alloc(valueBytes)]);
}

test.run();
