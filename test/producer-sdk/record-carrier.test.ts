import { INVALID_SPAN_CONTEXT } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { recordCarrier } from '../../packages/producer-sdk/src/record-carrier.ts';
import { numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / record-carrier');

const sendContext = numberedSpanContext(1, 2);
const sentAtMs = 1_732_287_000_123;

test('a record without a context of its own carries the send span’s, and when it was sent', () => {
  const carrier = recordCarrier(undefined, sendContext, sentAtMs);

  assert.equal(carrier, { traceparent: `00-${'1'.padStart(32, '0')}-${'2'.padStart(16, '0')}-01`, sentAtMs });
});

test('a record with a context of its own carries that, and when it was bound', () => {
  const bound = { spanContext: numberedSpanContext(3, 4, 'rojo=1'), createdAtMs: sentAtMs - 250 };

  const carrier = recordCarrier(bound, sendContext, sentAtMs);

  assert.equal(carrier, {
    traceparent: `00-${'3'.padStart(32, '0')}-${'4'.padStart(16, '0')}-01`,
    sentAtMs,
    createdAtMs: sentAtMs - 250,
    tracestate: 'rojo=1',
  });
});

test('a bound context is carried where the send span has none', () => {
  const bound = { spanContext: numberedSpanContext(3, 4), createdAtMs: sentAtMs };

  const carrier = recordCarrier(bound, INVALID_SPAN_CONTEXT, sentAtMs);

  assert.ok(carrier?.traceparent.startsWith(`00-${'3'.padStart(32, '0')}`));
});

test('nothing is carried where there is no valid context', () => {
  const carrier = recordCarrier(undefined, INVALID_SPAN_CONTEXT, sentAtMs);

  assert.is(carrier, undefined);
});

test('an unsampled context is carried as such', () => {
  const carrier = recordCarrier(undefined, { ...sendContext, traceFlags: 0 }, sentAtMs);

  assert.ok(carrier?.traceparent.endsWith('-00'));
});

test('an empty tracestate is left out', () => {
  const carrier = recordCarrier(undefined, numberedSpanContext(1, 2, ''), sentAtMs);

  assert.equal(Object.keys(carrier ?? {}), ['traceparent', 'sentAtMs']);
});

test.run();
