import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cleanEvent } from '../../../packages/consumer-sdk/src/records/clean-event.ts';
import { readKinesisBatch } from '../../../packages/consumer-sdk/src/records/kinesis-batch.ts';
import { createRecordReader } from '../../../packages/consumer-sdk/src/records/read-record.ts';
import { buildKinesisEvent, type WireKinesisEvent } from '../../support/kinesis-event.ts';
import { stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / clean-event');

const readRecords = createRecordReader({});

function clean(event: WireKinesisEvent): WireKinesisEvent {
  const batch = readKinesisBatch(event);
  return cleanEvent(event, batch === undefined ? [] : readRecords(batch));
}

test('is the event of the bare payloads, as if none had been stamped', () => {
  const payloads = ['{"a":1}', 'text', '{ }', ''];

  const cleaned = clean(buildKinesisEvent(payloads.map((each) => (each.startsWith('{') ? stampJson(each) : each))));

  assert.equal(cleaned, buildKinesisEvent(payloads));
});

test('leaves Lambda’s event as it was', () => {
  const event = buildKinesisEvent([stampJson('{"a":1}')]);
  const before = structuredClone(event);

  clean(event);

  assert.equal(event, before);
});

test('keeps other members of the event', () => {
  const event = { ...buildKinesisEvent([stampJson('{}')]), window: { start: 'now' } };

  const cleaned = clean(event);

  assert.equal(Object.keys(cleaned), ['Records', 'window']);
});

test('hands on a record without context as the very object', () => {
  const event = buildKinesisEvent([stampJson('{}'), 'text']);

  const cleaned = clean(event);

  assert.is(cleaned.Records[1], event.Records[1]);
});

test('is the very event where no record carried context', () => {
  const event = buildKinesisEvent(['{"a":1}', 'text']);

  const cleaned = clean(event);

  assert.is(cleaned, event);
});

test.run();
