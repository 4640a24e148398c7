import { takeTraceContext } from '@kinesis-otel/consumer-sdk';
import { propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads } from '../support/gzip-payloads.ts';
import { jsonObjectPayloads } from '../support/json-payloads.ts';
import { kplPayloads } from '../support/kpl-payloads.ts';
import { otherPayloads } from '../support/other-payloads.ts';
import { aggregateOf, lengthField, userRecord } from '../support/protobuf-bytes.ts';
import { sampleCarrier, sampleSpanId, sampleTraceId, stamp } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / take-trace-context');

for (const [what, payload] of Object.entries({ ...jsonObjectPayloads, ...gzipPayloads, ...kplPayloads })) {
  test(`takes the context out of ${what}, and leaves the bytes it was given as they are`, () => {
    const record = Uint8Array.from(stamp(payload, { createdAtMs: 1_732_286_999_000, tracestate: 'rojo=1' }));
    const before = Buffer.from(record);

    const taken = takeTraceContext(record);

    const { traceState, ...producer } = trace.getSpanContext(taken.context) ?? {};
    assert.equal(producer, { traceId: sampleTraceId, spanId: sampleSpanId, traceFlags: 1, isRemote: true });
    assert.is(traceState?.serialize(), 'rojo=1');
    assert.equal([taken.sentAtMs, taken.createdAtMs], [sampleCarrier.sentAtMs, 1_732_286_999_000]);
    assert.is(taken.outcome, 'extracted');
    assert.ok(payload.equals(taken.payload));
    assert.ok(before.equals(record));
  });
}

for (const [what, payload] of Object.entries({ ...otherPayloads, 'a bare object': Buffer.from('{"a":1}') })) {
  test(`finds nothing in ${what}, and gives back the very bytes`, () => {
    const taken = takeTraceContext(payload);

    const { payload: given, ...others } = taken;
    assert.is(given, payload);
    assert.equal(others, { context: ROOT_CONTEXT, sentAtMs: undefined, createdAtMs: undefined, outcome: 'missing' });
  });
}

test('what begins as a carrier and is none is left as it is, and said to be invalid', () => {
  const record = stamp('{"a":1}').subarray(0, 60);

  const taken = takeTraceContext(record);

  assert.equal([taken.outcome, taken.payload === record, taken.context], ['invalid', true, ROOT_CONTEXT]);
});

test('of an aggregate the first context there is, is given', () => {
  const key = lengthField(1, 'k');
  const stampedRecord = stamp(aggregateOf(userRecord(0, '2'))).subarray(4, -16);

  const taken = takeTraceContext(aggregateOf(key, userRecord(0, '1'), stampedRecord));

  assert.is(trace.getSpanContext(taken.context)?.spanId, sampleSpanId);
  assert.ok(aggregateOf(key, userRecord(0, '1'), userRecord(0, '2')).equals(taken.payload));
});

test('baggage is not taken over', () => {
  const taken = takeTraceContext(stamp('{}', { baggage: 'userId=alice' }));

  assert.is(propagation.getBaggage(taken.context), undefined);
});

test.run();
