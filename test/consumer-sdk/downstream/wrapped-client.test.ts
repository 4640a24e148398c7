import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type DownstreamOptions, instrumentDownstreamClient } from '@kinesis-otel/consumer-sdk';
import { diag } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../../support/collect-warnings.ts';
import { createFakeAwsClient } from '../../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';

const test = suite('consumer-sdk / a downstream client, wrapped twice or with broken telemetry');

test.after.each(() => diag.disable());

const put = new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'a' } } });

test('wrapping a wrapped client changes nothing', async () => {
  const { tracerProvider, spans } = createInMemoryTelemetry();
  const client = instrumentDownstreamClient(createFakeAwsClient(), { tracerProvider });
  const { send } = client;

  const again = instrumentDownstreamClient(client, { tracerProvider });
  await again.send(put);

  assert.is(again, client);
  assert.is(again.send, send);
  assert.is(spans().length, 1);
});

test('a client that another copy of the library wrapped is left to that copy', () => {
  const client = createFakeAwsClient();
  Object.defineProperty(client, Symbol.for('kinesis-otel instrumented downstream client'), { value: true });
  const { send } = client;

  instrumentDownstreamClient(client);

  assert.is(client.send, send);
});

test('the wrapped send can be replaced and taken away, as a mock does', () => {
  const client = instrumentDownstreamClient(createFakeAwsClient());
  const mock = () => undefined;

  client.send = mock;
  const isTakenAway = Reflect.deleteProperty(client, 'send');

  assert.ok(isTakenAway);
});

const fail = (): never => {
  throw new Error('broken');
};

for (const [what, providers] of Object.entries({
  'a tracer that throws': { tracerProvider: { getTracer: () => ({ startSpan: fail }) } },
  'a meter that throws': { meterProvider: { getMeter: fail } },
})) {
  test(`${what} changes nothing for the caller, and is said once`, async () => {
    const warnings = collectWarnings();
    const answer = {};
    const client = instrumentDownstreamClient(
      createFakeAwsClient(() => answer),
      providers as DownstreamOptions,
    );

    const answers = [await client.send(put), await client.send(put)];

    assert.ok(answers.every((each) => each === answer));
    assert.is(warnings.length, 1);
  });
}

test.run();
