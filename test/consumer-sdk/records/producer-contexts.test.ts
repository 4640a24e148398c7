import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  contextOfRecord,
  findProducerContexts,
  linksTo,
} from '../../../packages/consumer-sdk/src/records/producer-contexts.ts';
import { receivedRecords } from '../../support/received-records.ts';
import { numberedCarrier, stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / producer-contexts');

type Numbers = readonly [trace: number, span: number, flags?: '00' | '01'];

function contextsOf(...carriers: readonly (Numbers | undefined)[]) {
  const payloads = carriers.map((each) => (each === undefined ? 'text' : stampJson('{}', numberedCarrier(...each))));
  const records = receivedRecords(payloads);
  return { ...findProducerContexts(records, 3), records };
}

const lastDigits = ({ traceId, spanId }: { traceId: string; spanId: string } = { traceId: '', spanId: '' }) =>
  `${traceId.at(-1)}${spanId.at(-1)}`;

test('each context is there once, with the first record that came with it', () => {
  const { sampled, records } = contextsOf([1, 1], [1, 2], [1, 1], undefined);

  assert.equal(sampled, [records[0], records[1]]);
  assert.equal(sampled.map(contextOfRecord).map(lastDigits), ['11', '12']);
});

test('records that share a context lead to it, and to how many they are', () => {
  const { sharedBy, records } = contextsOf([1, 1], [2, 1], undefined, [1, 1], [1, 1]);

  const shared = records.map(sharedBy);

  assert.equal(shared, [{ records: 3 }, undefined, undefined, { records: 3 }, { records: 3 }]);
  assert.is(shared[0], shared[4]);
});

test('two traces with a span id in common are two contexts', () => {
  const { sampled, sharedBy, records } = contextsOf([1, 7], [2, 7]);

  assert.equal([sampled.length, records.map(sharedBy)], [2, [undefined, undefined]]);
});

test('of contexts that are not sampled no more are kept than may be linked', () => {
  const { unsampled, sampled, records, sharedBy } = contextsOf(
    ...[1, 1, 2, 3, 4, 5].map((each) => [each, 1, '00'] as const),
    [6, 1],
  );

  assert.equal(unsampled, [records[0], records[2], records[3]]);
  assert.equal([sampled, records.map(sharedBy)], [[records[6]], Array(7).fill(undefined)]);
});

test('of sampled contexts no more are kept than may be linked, and all are counted', () => {
  const { sampled, sampledCount, records } = contextsOf(...[1, 2, 2, 3, 4, 5].map((each) => [each, 1] as const));

  assert.equal([sampled, sampledCount], [[records[0], records[1], records[3]], 5]);
});

test('links go to sampled contexts first, up to the limit', () => {
  const contexts = contextsOf([1, 1, '00'], [2, 1, '01'], [3, 1, '00'], [4, 1, '01']);

  assert.equal(
    linksTo(contexts, 3).map(({ context }) => lastDigits(context)),
    ['21', '41', '11'],
  );
  assert.equal([linksTo(contexts, 0).length, linksTo(contexts, 20).length], [0, 4]);
});

test.run();
