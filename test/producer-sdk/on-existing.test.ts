import { gzipSync, zstdCompressSync } from 'node:zlib';
import { copyRestored, readBytes } from '@kinesis-otel/contract';
import { SpanKind } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { kplPayloads } from '../support/kpl-payloads.ts';
import { createPutThrough } from '../support/put-through.ts';
import { stampEntries } from '../support/stamp-entries.ts';

const test = suite('producer-sdk / records that carry a context already');

const old = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, sentAtMs: 1_700_000_000_000 };

const payloads: Readonly<Record<string, Buffer>> = {
  'a JSON object': Buffer.from('{"id":12345678901234567890,"name":"café"}'),
  'a gzip stream': gzipSync('{"id":1}'),
  'a zstd stream': zstdCompressSync('{"id":1}'),
  'a KPL aggregate': kplPayloads['a KPL aggregate'] as Buffer,
};

function forwarded(payload: Buffer): Uint8Array {
  const [entry] = stampEntries([{ Data: payload, PartitionKey: 'k' }], [old]).entries;
  return entry?.Data as Uint8Array;
}

function read(data: unknown) {
  const found = readBytes(data as Uint8Array);
  if (found.outcome !== 'extracted') return { outcome: found.outcome };
  return { traceparent: found.carriers[0]?.traceparent, payload: copyRestored(data as Uint8Array, found.restoration) };
}

for (const [what, payload] of Object.entries(payloads)) {
  test(`${what} gets the new context in place of the old, which the send span links to`, async () => {
    const { client, put, spans, sum } = createPutThrough();
    const data = forwarded(payload);
    const before = Buffer.from(data);

    await put([{ Data: data, PartitionKey: 'k' }]);

    const [sent] = client.lastInput().Records as { Data: Uint8Array }[];
    const [span] = spans();
    const { traceId, spanId } = span?.spanContext() ?? {};
    const { traceparent, payload: restored } = read(sent?.Data);
    assert.is(traceparent, `00-${traceId}-${spanId}-01`);
    assert.ok(payload.equals(restored ?? Buffer.alloc(0)), 'one carrier is all that was added');
    assert.ok(before.equals(data), 'the caller’s bytes are as they were');
    assert.equal(
      span?.links.map(({ context }) => context.traceId),
      [old.traceparent.slice(3, 35)],
    );
    assert.is(span?.kind, SpanKind.PRODUCER);
    assert.is(await sum('TraceContextInjection', { outcome: 'replaced' }), 1);
  });

  test(`${what} is sent as it is where the old context is to be kept`, async () => {
    const { client, put, spans, sum } = createPutThrough({ onExisting: 'keep' });
    const record = { Data: forwarded(payload), PartitionKey: 'k' };

    await put([record]);

    const [sent] = client.lastInput().Records as object[];
    assert.is(sent, record);
    assert.equal([spans()[0]?.links.length, spans()[0]?.kind], [1, SpanKind.CLIENT]);
    assert.is(await sum('TraceContextInjection', { outcome: 'kept' }), 1);
  });
}

test('a member of the user’s own that is named as ours, and is none, stays', async () => {
  const { put } = createPutThrough();
  const text = '{"_otel":{"traceparent":"mine"},"a":1}';

  const [sent] = await put([{ Data: text, PartitionKey: 'k' }]);

  assert.is(sent?.payload, text);
});

test.run();
