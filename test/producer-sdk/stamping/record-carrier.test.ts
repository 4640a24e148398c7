import { INVALID_SPAN_CONTEXT, type SpanContext } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BoundTraceContext } from '../../../packages/producer-sdk/src/bind-trace-context.ts';
import { createCarrierOf } from '../../../packages/producer-sdk/src/stamping/record-carrier.ts';
import { contextOf, numberedSpanContext } from '../../support/sample-context.ts';

const test = suite('producer-sdk / record-carrier');

const carrierOf = createCarrierOf({}, () => {});
const sendContext = contextOf(numberedSpanContext(1, 2));
const sentAtMs = 1_732_287_000_123;

function boundTo(spanContext: SpanContext, createdAtMs: number): BoundTraceContext {
  return { spanContext, context: contextOf(spanContext), createdAtMs };
}

test('a record without a context of its own carries the send span’s, and when it was sent', () => {
  const carrier = carrierOf(undefined, sendContext, sentAtMs);

  assert.equal(carrier, { traceparent: `00-${'1'.padStart(32, '0')}-${'2'.padStart(16, '0')}-01`, sentAtMs });
});

test('a record with a context of its own carries that, and when it was bound', () => {
  const bound = boundTo(numberedSpanContext(3, 4, 'rojo=1'), sentAtMs - 250);

  const carrier = carrierOf(bound, sendContext, sentAtMs);

  assert.equal(carrier, {
    traceparent: `00-${'3'.padStart(32, '0')}-${'4'.padStart(16, '0')}-01`,
    sentAtMs,
    createdAtMs: sentAtMs - 250,
    tracestate: 'rojo=1',
  });
});

test('a bound context is carried where the send span has none', () => {
  const bound = boundTo(numberedSpanContext(3, 4), sentAtMs);

  const carrier = carrierOf(bound, contextOf(INVALID_SPAN_CONTEXT), sentAtMs);

  assert.ok(carrier?.traceparent.startsWith(`00-${'3'.padStart(32, '0')}`));
});

test('nothing is carried where there is no valid context', () => {
  const carrier = carrierOf(undefined, contextOf(INVALID_SPAN_CONTEXT), sentAtMs);

  assert.is(carrier, undefined);
});

test('an unsampled context is carried as such', () => {
  const carrier = carrierOf(undefined, contextOf({ ...numberedSpanContext(1, 2), traceFlags: 0 }), sentAtMs);

  assert.ok(carrier?.traceparent.endsWith('-00'));
});

test('an empty tracestate is left out', () => {
  const carrier = carrierOf(undefined, contextOf(numberedSpanContext(1, 2, '')), sentAtMs);

  assert.equal(Object.keys(carrier ?? {}), ['traceparent', 'sentAtMs']);
});

test.run();
