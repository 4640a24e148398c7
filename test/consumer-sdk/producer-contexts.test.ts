import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findProducerContexts, linksTo } from '../../packages/consumer-sdk/src/producer-contexts.ts';
import { receivedRecords } from '../support/received-records.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / producer-contexts');

type Numbers = readonly [trace: number, span: number, flags?: '00' | '01'];

function contextsOf(...carriers: readonly (Numbers | undefined)[]) {
  const payloads = carriers.map((each) => (each === undefined ? 'text' : stampJson('{}', numberedCarrier(...each))));
  const records = receivedRecords(payloads);
  return { ...findProducerContexts(records), records };
}

const lastDigits = ({ context }: { readonly context: { traceId: string; spanId: string } }) =>
  `${context.traceId.at(-1)}${context.spanId.at(-1)}`;

test('each context is there once, with the number of records that came with it', () => {
  const { all } = contextsOf([1, 1], [1, 2], [1, 1], undefined);

  assert.equal(
    all.map((each) => [lastDigits(each), each.records, each.context.isRemote]),
    [
      ['11', 2, true],
      ['12', 1, true],
    ],
  );
});

test('a record leads to its context, and one without to none', () => {
  const { of, all, records } = contextsOf([1, 1], undefined);

  assert.equal(records.map(of), [all[0], undefined]);
});

test('two traces with a span id in common are two contexts', () => {
  const { all, of, records } = contextsOf([1, 7], [2, 7], [2, 7]);

  assert.equal(
    all.map(({ records: count }) => count),
    [1, 2],
  );
  assert.equal(records.map(of), [all[0], all[1], all[1]]);
});

test('links go to sampled contexts first, up to the limit', () => {
  const contexts = contextsOf([1, 1, '00'], [2, 1, '01'], [3, 1, '00'], [4, 1, '01']);

  assert.equal(linksTo(contexts, 3).map(lastDigits), ['21', '41', '11']);
  assert.equal([linksTo(contexts, 0).length, linksTo(contexts, 20).length], [0, 4]);
});

test.run();
