import { type StreamReference, streamNameFromArn, streamNameOf } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / stream-name');

const arns: Readonly<Record<string, string | undefined>> = {
  'arn:aws:kinesis:eu-west-1:123456789012:stream/orders': 'orders',
  'arn:aws-cn:kinesis:cn-north-1:123456789012:stream/orders.v2_a-b': 'orders.v2_a-b',
  'arn:aws:kinesis:eu-west-1:123456789012:stream/orders/consumer/fan-out:1732287000': 'orders',
  'arn:aws:kinesis:eu-west-1:123456789012:stream/': undefined,
  'arn:aws:sqs:eu-west-1:123456789012:orders': undefined,
  orders: undefined,
  '': undefined,
};

for (const [arn, name] of Object.entries(arns)) {
  test(`the stream of '${arn}' is ${name}`, () => {
    const found = streamNameFromArn(arn);

    assert.is(found, name);
  });
}

const StreamARN = 'arn:aws:kinesis:eu-west-1:123456789012:stream/by-arn';
const references: readonly (readonly [what: string, reference: StreamReference, name: string | undefined])[] = [
  ['its name', { StreamName: 'by-name' }, 'by-name'],
  ['its ARN', { StreamARN }, 'by-arn'],
  ['its id', { StreamId: 'by-id' }, 'by-id'],
  ['its name before its ARN and id', { StreamName: 'by-name', StreamARN, StreamId: 'by-id' }, 'by-name'],
  ['its ARN before its id', { StreamARN, StreamId: 'by-id' }, 'by-arn'],
  ['its id where the ARN is none', { StreamARN: 'orders', StreamId: 'by-id' }, 'by-id'],
  ['nothing', {}, undefined],
];

for (const [what, reference, name] of references) {
  test(`a stream is known by ${what}`, () => {
    const found = streamNameOf(reference);

    assert.is(found, name);
  });
}

test.run();
