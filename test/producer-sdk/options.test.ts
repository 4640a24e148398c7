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
