import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  checkMappingOptions,
  type MappingOptions,
} from '../../packages/local-pipeline/src/event-source-mapping/mapping-options.ts';
import { mappingRules } from '../../packages/local-pipeline/src/event-source-mapping/mapping-rules.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
const test = suite('local-pipeline / mapping-options');
const base: MappingOptions = {
  functionName: 'consumer',
  streamName: 'flights',
  batchSize: 100,
  batchingWindowMs: 0,
  reportBatchItemFailures: true,
};

function refusal(options: object): string {
  try {
    checkMappingOptions({ ...base, ...options });
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

test('what Lambda allows is accepted, to the limits', () => {
  const accepted: readonly object[] = [
    {},
    { bisectBatchOnFunctionError: true },
    { maximumRetryAttempts: -1 },
    { maximumRetryAttempts: 10_000 },
    { maximumRecordAgeMs: -1 },
    { maximumRecordAgeMs: 60_000 },
    { maximumRecordAgeMs: 604_800_000 },
    { parallelizationFactor: 10 },
    { tumblingWindowMs: 900_000 },
    { tumblingWindowMs: 0, parallelizationFactor: 10 },
    { startingPosition: 'TRIM_HORIZON' },
    { startingPosition: 'LATEST' },
    { startingPosition: { atTimestampMs: 1_795_367_964_357 } },
    { onFailure: { queue: 'failures' } },
    { onFailure: { topic: 'failures' } },
    { onFailure: { bucket: 'failures' } },
  ];

  for (const options of accepted) assert.is(refusal(options), 'accepted', JSON.stringify(options));
});

test('what Lambda refuses is refused, with the value and the cure', () => {
  const wrong: readonly (readonly [object, RegExp])[] = [
    [
      { bisectBatchOnFunctionErrors: true },
      /`bisectBatchOnFunctionErrors` is true\. Did you mean `bisectBatchOnFunctionError`/,
    ],
    [{ bisectBatchOnFunctionError: 1 }, /`bisectBatchOnFunctionError` is 1\. Give true or false/],
    [{ reportBatchItemFailures: undefined }, /`reportBatchItemFailures` is undefined\. Give true or false/],
    [{ maximumRetryAttempts: -2 }, /`maximumRetryAttempts` is -2\. Give a whole number from -1 to 10000/],
    [{ maximumRecordAgeMs: 59_999 }, /`maximumRecordAgeMs` is 59999\. Give a whole number from 60000 to 604800000/],
    [{ maximumRecordAgeMs: 604_800_001 }, /`maximumRecordAgeMs` is 604800001/],
    [{ parallelizationFactor: 0 }, /`parallelizationFactor` is 0\. Give a whole number from 1 to 10/],
    [{ parallelizationFactor: 11 }, /`parallelizationFactor` is 11/],
    [{ tumblingWindowMs: 900_001 }, /`tumblingWindowMs` is 900001\. Give a whole number from 0 to 900000/],
    [{ tumblingWindowMs: 1000, parallelizationFactor: 2 }, /`parallelizationFactor` is 2\. A window has one state/],
    [{ startingPosition: 'NOW' }, /`startingPosition` is "NOW"\. Give 'TRIM_HORIZON', 'LATEST' or \{ atTimestampMs \}/],
    [{ startingPosition: { atTimestampMs: 1.5 } }, /`startingPosition` is an object/],
    [{ startingPosition: { atTimestampMs: 1, more: 1 } }, /`startingPosition` is an object/],
    [{ onFailure: {} }, /`onFailure` is an object\. Give one of \{ queue \}, \{ topic \} and \{ bucket \}/],
    [{ onFailure: { queue: 'a', topic: 'b' } }, /`onFailure` is an object/],
    [{ onFailure: { stream: 'a' } }, /`onFailure` is an object/],
    [{ onFailure: { queue: 7 } }, /`onFailure` is an object/],
    [{ onFailure: 'failures' }, /`onFailure` is "failures"/],
    [{ filterPatterns: [{ data: [] }] }, /`filterPatterns\[0\]\.data` is an array/],
  ];

  for (const [options, message] of wrong) assert.match(refusal(options), message);
});

test("the defaults are Lambda's", () => {
  assert.equal(mappingRules(base), {
    batchSize: 100,
    batchingWindowMs: 0,
    reportBatchItemFailures: true,
    bisectBatchOnFunctionError: false,
    maximumRetryAttempts: -1,
    maximumRecordAgeMs: -1,
    parallelizationFactor: 1,
    tumblingWindowMs: 0,
    pollIntervalMs: 1000,
  });
});

test.run();
