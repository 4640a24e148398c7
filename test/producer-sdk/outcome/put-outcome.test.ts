import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  isAccepted,
  isThrottled,
  outcomeOfError,
  outcomeOfOutput,
  type PutOutcome,
  placeOf,
} from '../../../packages/producer-sdk/src/outcome/put-outcome.ts';

const test = suite('producer-sdk / put-outcome');

const ok = { SequenceNumber: '1', ShardId: 'shardId-000000000000' };
const throttled = { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded' };
const failed = { ErrorCode: 'InternalFailure', ErrorMessage: 'Internal Service Failure' };

function countsOf({ total, accepted, throttled, rejectedByCode }: PutOutcome) {
  return { total, accepted, throttled, rejectedByCode };
}

test('an answer without error codes accepts every record', () => {
  const outcome = outcomeOfOutput({ FailedRecordCount: 0, Records: [ok, { ...ok, ErrorCode: null }] }, 2);

  assert.equal(countsOf(outcome), { total: 2, accepted: 2, throttled: 0, rejectedByCode: new Map() });
});

test('rejected records are counted by code, throttled ones also for themselves', () => {
  const outcome = outcomeOfOutput({ FailedRecordCount: 3, Records: [throttled, ok, failed, throttled] }, 4);

  const rejectedByCode = new Map([
    ['ProvisionedThroughputExceededException', 2],
    ['InternalFailure', 1],
  ]);
  assert.equal(countsOf(outcome), { total: 4, accepted: 1, throttled: 2, rejectedByCode });
});

for (const [what, output] of Object.entries({
  'PutRecord’s answer': ok,
  nothing: undefined,
  'an answer of another shape': { Records: 'x' },
})) {
  test(`${what} accepts every record`, () => {
    const outcome = outcomeOfOutput(output, 1);

    assert.is(outcome.accepted, 1);
  });
}

for (const [what, error, code] of [
  ['a named error', Object.assign(new Error('x'), { name: 'ResourceNotFoundException' }), 'ResourceNotFoundException'],
  ['an error without a name', { message: 'x' }, '_OTHER'],
  ['an error with an empty name', { name: '' }, '_OTHER'],
  ['undefined', undefined, '_OTHER'],
] as const) {
  test(`${what} rejects every record of the call`, () => {
    const outcome = outcomeOfError(error, 3);

    assert.equal(countsOf(outcome), { total: 3, accepted: 0, throttled: 0, rejectedByCode: new Map([[code, 3]]) });
  });
}

test('a call that was throttled as a whole throttled every record', () => {
  const outcome = outcomeOfError({ name: 'ProvisionedThroughputExceededException' }, 3);

  assert.is(outcome.throttled, 3);
});

test('each record is known to be accepted or not, and where', () => {
  const outcome = outcomeOfOutput({ Records: [throttled, ok, {}] }, 3);

  const places = [0, 1, 2].map((index) => placeOf(outcome, index));
  assert.equal(
    [0, 1, 2].map((index) => isAccepted(outcome, index)),
    [false, true, true],
  );
  assert.equal(places, [undefined, { shardId: ok.ShardId, sequenceNumber: ok.SequenceNumber }, undefined]);
});

test('PutRecord’s answer is the place of its record, and a failed call has none', () => {
  const answered = outcomeOfOutput(ok, 1);
  const failedAsAWhole = outcomeOfError(new Error('x'), 1);

  assert.is(placeOf(answered, 0)?.sequenceNumber, '1');
  assert.is(placeOf(failedAsAWhole, 0), undefined);
  assert.is(isAccepted(failedAsAWhole, 0), false);
});

for (const [code, is] of [
  ['ProvisionedThroughputExceededException', true],
  ['LimitExceededException', true],
  ['ThrottlingException', true],
  ['InternalFailure', false],
  ['KMSThrottlingException', false],
] as const) {
  test(`${code} means ${is ? 'throttled' : 'failed'}`, () => {
    assert.is(isThrottled(code), is);
  });
}

test.run();
