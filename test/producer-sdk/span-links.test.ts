import { readBytes } from '@kinesis-otel/contract';
import type { SpanContext } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { linksOf } from '../../packages/producer-sdk/src/span-links.ts';
import type { OutgoingRecord } from '../../packages/producer-sdk/src/stamping/outgoing-record.ts';
import { numberedSpanContext } from '../support/sample-context.ts';
import { stampEntries } from '../support/stamp-entries.ts';

const test = suite('producer-sdk / span-links');

const plain: OutgoingRecord = {
  entry: { Data: '{}' },
  payload: Buffer.from('{}'),
  own: undefined,
  existing: undefined,
};

function bringing(spanContext: SpanContext): OutgoingRecord {
  return { ...plain, own: { spanContext } };
}

function carrying(traceparent: string, tracestate: string): OutgoingRecord {
  const { entries } = stampEntries([plain.entry], [{ traceparent, tracestate, sentAtMs: 1_732_287_000_123 }]);
  const found = readBytes(entries[0]?.Data as Uint8Array);
  return { ...plain, existing: found.outcome === 'extracted' ? found : undefined };
}

test('each distinct context is linked once, in the records’ order', () => {
  const contexts = [numberedSpanContext(1, 1), numberedSpanContext(1, 2), numberedSpanContext(1, 1)];

  const { links, dropped } = linksOf([plain, ...contexts.map(bringing)], 128);

  assert.equal(
    links.map(({ context }) => context),
    contexts.slice(0, 2),
  );
  assert.is(dropped, 0);
});

test('a context that a payload carries already is linked as a remote one', () => {
  const { links } = linksOf([carrying('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'rojo=1')], 128);

  const [{ context } = { context: undefined }] = links;
  assert.equal([context?.traceId, context?.spanId], ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331']);
  assert.equal([context?.isRemote, context?.traceFlags, context?.traceState?.get('rojo')], [true, 1, '1']);
});

test('the first contexts are linked up to the limit, and those beyond are told', () => {
  const records = Array.from({ length: 500 }, (_, index) => bringing(numberedSpanContext(1, index + 1)));

  const { links, dropped } = linksOf(records, 128);

  assert.equal([links.length, dropped], [128, 372]);
  assert.is(Number.parseInt(links[127]?.context.spanId ?? '', 16), 128);
});

test.run();
