import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readConsumerSettings } from '../../packages/consumer-sdk/src/env.ts';

const test = suite('consumer-sdk / env');

test('everything has a default', () => {
  const settings = readConsumerSettings({}, {});

  assert.equal(settings, {
    environment: 'Production',
    pipeline: undefined,
    reportBatchItemFailures: false,
    recordSpans: 'auto',
    maxRecordSpans: 200,
    maxLinks: 20,
    linkAfterMs: 3_600_000,
    slowRecordMs: 1_000,
    xray: false,
    invocationParent: 'auto',
    flushTimeoutMs: 500,
    flushEveryMs: 0,
    semconvMetrics: false,
    isDebug: false,
    instance: undefined,
    functionName: undefined,
  });
});

test('the variables fill what the options leave open', () => {
  const settings = readConsumerSettings(
    {},
    {
      KINESIS_OTEL_ENVIRONMENT: 'Staging',
      KINESIS_OTEL_PIPELINE: 'shop',
      KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES: 'true',
      AWS_LAMBDA_LOG_STREAM_NAME: '2024/11/22/[$LATEST]a1b2',
    },
  );

  assert.equal([settings.environment, settings.pipeline], ['Staging', 'shop']);
  assert.equal([settings.reportBatchItemFailures, settings.instance], [true, '2024/11/22/[$LATEST]a1b2']);
});

test('the options go before the variables, zero and false too', () => {
  const options = { reportBatchItemFailures: false, maxRecordSpans: 0, maxLinks: 0, flushTimeoutMs: 0 };

  const settings = readConsumerSettings(options, { KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES: 'true' });

  const { reportBatchItemFailures, maxRecordSpans, maxLinks, flushTimeoutMs } = settings;
  assert.equal({ reportBatchItemFailures, maxRecordSpans, maxLinks, flushTimeoutMs }, options);
});

for (const [value, is] of [
  ['true', true],
  [' TRUE ', true],
  ['false', false],
  ['1', false],
  ['', false],
] as const) {
  test(`KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES '${value}' means ${is}`, () => {
    const settings = readConsumerSettings({}, { KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES: value });

    assert.is(settings.reportBatchItemFailures, is);
  });
}

for (const [value, is] of [
  ['1', true],
  ['true', true],
  ['0', false],
  ['', false],
] as const) {
  test(`KINESIS_OTEL_DEBUG and KINESIS_OTEL_XRAY '${value}' mean ${is}`, () => {
    const settings = readConsumerSettings({}, { KINESIS_OTEL_DEBUG: value, KINESIS_OTEL_XRAY: value });

    assert.equal([settings.isDebug, settings.xray], [is, is]);
  });
}

test('the function’s name comes from Lambda', () => {
  const settings = readConsumerSettings({}, { AWS_LAMBDA_FUNCTION_NAME: 'consumer' });

  assert.is(settings.functionName, 'consumer');
});

test.run();
