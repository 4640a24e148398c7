import {
  baggageEntryMetadataFromString,
  createContextKey,
  propagation,
  type TextMapPropagator,
  trace,
} from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { contextOfRecord } from '../../../packages/consumer-sdk/src/records/producer-contexts.ts';
import { createContextOf } from '../../../packages/consumer-sdk/src/records/record-context.ts';
import { debugKey, debugPropagator } from '../../support/debug-propagator.ts';
import { receivedRecord } from '../../support/received-records.ts';
import { stampJson } from '../../support/sample-carrier.ts';
import { contextOf, numberedSpanContext } from '../../support/sample-context.ts';

const test = suite('consumer-sdk / record-context');

const own = createContextKey('of the batch');
const batchContext = contextOf(numberedSpanContext(1, 2)).setValue(own, 'kept');
const record = receivedRecord(stampJson('{}', { baggage: 'tenant=7,userId=alice', fields: { 'x-debug': 'on' } }));

function baggageOf(context: Parameters<typeof propagation.getBaggage>[0]) {
  return propagation.getBaggage(context)?.getAllEntries();
}

test('is the batch’s context with the producer’s span in it', () => {
  const context = createContextOf({})(record, batchContext);

  assert.equal(trace.getSpanContext(context), contextOfRecord(record));
  assert.is(context.getValue(own), 'kept');
});

for (const [what, bare] of Object.entries({
  'without a carrier': receivedRecord('{}'),
  'with an invalid carrier': receivedRecord(stampJson('{}').subarray(0, 60)),
})) {
  test(`is the batch’s context itself for a record ${what}`, () => {
    const context = createContextOf({ baggageKeys: ['tenant'], propagator: debugPropagator })(bare, batchContext);

    assert.is(context, batchContext);
  });
}

test('by default no baggage and no field of another propagator is taken over', () => {
  const context = createContextOf({})(record, batchContext);

  assert.is(baggageOf(context), undefined);
  assert.is(context.getValue(debugKey), undefined);
});

test('baggage of the allowed keys is taken over, and no other', () => {
  const context = createContextOf({ baggageKeys: ['tenant', 'region'] })(record, batchContext);

  assert.equal(baggageOf(context), [['tenant', { value: '7' }]]);
  assert.equal(trace.getSpanContext(context), contextOfRecord(record));
});

test('a key that objects have of their own is a key like others', () => {
  const odd = receivedRecord(stampJson('{}', { baggage: '__proto__=1,constructor=2' }));

  const context = createContextOf({ baggageKeys: ['__proto__', 'constructor'] })(odd, batchContext);

  assert.equal(
    baggageOf(context)?.map(([key, { value }]) => [key, value]),
    [
      ['__proto__', '1'],
      ['constructor', '2'],
    ],
  );
});

test('baggage of the batch’s own is not mixed into the record’s', () => {
  const metadata = baggageEntryMetadataFromString('');
  const withBaggage = propagation.setBaggage(
    batchContext,
    propagation.createBaggage({ tenant: { value: 'of the batch', metadata }, batch: { value: '1', metadata } }),
  );

  const context = createContextOf({ baggageKeys: ['tenant'] })(record, withBaggage);

  assert.equal(baggageOf(context), [['tenant', { value: '7' }]]);
});

test('the propagator reads what is carried beside the W3C fields', () => {
  const context = createContextOf({ propagator: debugPropagator })(record, batchContext);

  assert.is(context.getValue(debugKey), 'on');
});

test('the producer’s span is the carrier’s, whatever the propagator says', () => {
  const propagator: TextMapPropagator = {
    ...debugPropagator,
    extract: (context) => trace.setSpanContext(context, numberedSpanContext(8, 9)),
  };

  const context = createContextOf({ propagator })(record, batchContext);

  assert.equal(trace.getSpanContext(context), contextOfRecord(record));
});

test('the propagator is not asked where nothing is carried for it', () => {
  const propagator: TextMapPropagator = { ...debugPropagator, extract: () => assert.unreachable() as never };

  const context = createContextOf({ propagator })(receivedRecord(stampJson('{}')), batchContext);

  assert.ok(trace.getSpanContext(context));
});

test.run();
