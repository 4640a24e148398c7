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
    maxRecordSpans: 200,
    maxLinks: 20,
    flushTimeoutMs: 500,
    instance: undefined,
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

test.run();
