import { instrumentKinesisClient, isKinesisOtelOptionError, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';

const test = suite('producer-sdk / options');

const bad: readonly (readonly [option: string, value: unknown])[] = [
  ['pipeline', ''],
  ['pipeline', 7],
  ['environment', ' '],
  ['environment', null],
  ['tracerProvider', {}],
  ['tracerProvider', null],
  ['meterProvider', { getTracer: () => undefined }],
  ['carrier', 'header'],
  ['format', 'xml'],
  ['format', 'glue'],
  ['dryRun', 'yes'],
  ['onExisting', 'merge'],
  ['maxRecordBytes', 1_000],
  ['maxRecordBytes', 10_485_761],
  ['maxLinks', -1],
  ['createSpans', 1],
  ['semconvMetrics', 'yes'],
  ['xray', 'yes'],
  ['discoverLimits', true],
  ['streams', ['orders']],
  ['streams', null],
];

for (const [option, value] of bad) {
  test(`${option} ${JSON.stringify(value)} is refused by name, and the client stays as it was`, () => {
    const client = createFakeAwsClient();
    const { send } = client;

    assert.throws(
      () => instrumentKinesisClient(client, { [option]: value } as ProducerOptions),
      (error: unknown) =>
        isKinesisOtelOptionError(error) &&
        error.code === 'INVALID_OPTION' &&
        error.option === option &&
        error.received === value,
    );
    assert.is(client.send, send);
  });
}

for (const [option, policy, value] of [
  ['streams.orders', 'off', 'off'],
  ['streams.orders.carrier', { carrier: 'none' }, 'none'],
  ['streams.orders.maxRecordBytes', { maxRecordBytes: 1 }, 1],
  ['streams.orders.format', { format: 'Protobuf' }, 'Protobuf'],
] as const) {
  test(`a stream’s policy with a wrong value is refused as ${option}`, () => {
    assert.throws(
      () => instrumentKinesisClient(createFakeAwsClient(), { streams: { orders: policy as never } }),
      (error: unknown) => isKinesisOtelOptionError(error) && error.option === option && error.received === value,
    );
  });
}

test('an unknown part of a stream’s policy is refused with the nearest one that exists', () => {
  const options = { streams: { orders: { dryrun: true } as never } };

  assert.throws(() => instrumentKinesisClient(createFakeAwsClient(), options), /Did you mean `dryRun`\?/);
});

test('an unknown option is refused with the nearest one that exists', () => {
  const options = { pipelin: 'orders' } as ProducerOptions;

  assert.throws(() => instrumentKinesisClient(createFakeAwsClient(), options), /Did you mean `pipeline`\?/);
});

for (const client of [undefined, null, {}, { send: 1 }]) {
  test(`${JSON.stringify(client)} is refused as a client`, () => {
    assert.throws(
      () => instrumentKinesisClient(client as never),
      (error: unknown) => isKinesisOtelOptionError(error) && error.option === 'client' && error.received === client,
    );
  });
}

test.run();
