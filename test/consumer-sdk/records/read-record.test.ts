import { restoreBase64 } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { contextOfRecord } from '../../../packages/consumer-sdk/src/records/producer-contexts.ts';
import {
  createRecordReader,
  type ReadRecord,
  shardIdOf,
} from '../../../packages/consumer-sdk/src/records/read-record.ts';
import { jsonObjectPayloads } from '../../support/json-payloads.ts';
import { otherPayloads } from '../../support/other-payloads.ts';
import { receivedRecord, receivedRecords } from '../../support/received-records.ts';
import { sampleCarrier, sampleSpanId, sampleTraceId, stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / read-record');

/** The payload as a batch handler sees it. */
function cleanData({ source, restoration }: ReadRecord): string {
  return restoration === undefined ? source.kinesis.data : restoreBase64(source.kinesis.data, restoration);
}

test('gives the producer’s context as a remote one, and the times it carried', () => {
  const record = receivedRecord(stampJson('{"a":1}', { createdAtMs: 1_732_286_999_000 }));

  assert.equal(contextOfRecord(record), {
    traceId: sampleTraceId,
    spanId: sampleSpanId,
    traceFlags: 1,
    isRemote: true,
  });
  assert.equal([record.carrier?.createdAtMs, record.carrier?.sentAtMs], [1_732_286_999_000, sampleCarrier.sentAtMs]);
  assert.equal([record.extraction, record.isSampled], ['extracted', true]);
});

test('keeps all that the batch knew of the record', () => {
  const record = receivedRecord(stampJson('{}'));

  const { source } = record;
  const batch = {
    streamName: 'orders',
    shardId: shardIdOf(record),
    isWindowed: false,
    records: [source],
    dataBytes: 0,
  };
  assert.equal(createRecordReader({})(batch), [record]);
});

for (const [what, payload] of Object.entries(jsonObjectPayloads)) {
  test(`gives ${what} as the producer had it`, () => {
    const record = receivedRecord(stampJson(payload));

    assert.is(cleanData(record), payload.toString('base64'));
  });
}

for (const [what, payload] of Object.entries(otherPayloads)) {
  test(`finds no context in ${what}, and leaves it alone`, () => {
    const record = receivedRecord(payload);

    const { extraction, isSampled, carrier } = record;
    assert.equal([extraction, cleanData(record)], ['missing', payload.toString('base64')]);
    assert.equal([isSampled, carrier], [false, undefined]);
  });
}

test('every millisecond of a second comes out whole', () => {
  const records = receivedRecords(Array(1_000).fill('{}'), { arrivedAtMs: 1_732_287_000_000 });

  assert.equal(
    records.map(({ arrivedAtMs }) => arrivedAtMs),
    Array.from({ length: 1_000 }, (_, index) => 1_732_287_000_000 + index),
  );
});

test('an unsampled context is remote and unsampled', () => {
  const record = receivedRecord(stampJson('{}', { traceparent: sampleCarrier.traceparent.replace(/01$/, '00') }));

  assert.equal([record.isSampled, contextOfRecord(record)?.traceFlags], [false, 0]);
});

for (const digit of '0123456789abcdef') {
  test(`flags that end with ${digit} are read as W3C has them`, () => {
    const traceparent = sampleCarrier.traceparent.replace(/1$/, digit);

    const { isSampled } = receivedRecord(stampJson('{}', { traceparent }));

    assert.is(isSampled, (Number.parseInt(digit, 16) & 1) === 1);
  });
}

test('the tracestate comes with the context', () => {
  const record = receivedRecord(stampJson('{}', { tracestate: 'rojo=1,congo=2' }));

  assert.is(contextOfRecord(record)?.traceState?.serialize(), 'rojo=1,congo=2');
});

test('a carrier that is cut off is invalid, and its payload is as it lies in the stream', () => {
  const payload = stampJson('{"a":1}').subarray(0, 60);

  const record = receivedRecord(payload);

  assert.equal([record.extraction, cleanData(record)], ['invalid', payload.toString('base64')]);
  assert.is(contextOfRecord(record), undefined);
});

test.run();
