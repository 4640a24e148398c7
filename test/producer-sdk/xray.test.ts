import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { type Context, context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry, type InMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / xray');

const variables = [
  'KINESIS_OTEL_XRAY',
  'OTEL_SERVICE_NAME',
  'OTEL_RESOURCE_ATTRIBUTES',
  'AWS_LAMBDA_FUNCTION_NAME',
] as const;
const clear = () => {
  for (const name of variables) delete process.env[name];
};
test.before.each(clear);
test.after(clear);

const remote = { 'aws.remote.service': 'AWS::Kinesis' };
const root = { ...remote, 'aws.span.kind': 'LOCAL_ROOT' };

/** What the send span of a put tells X-Ray, where the put is made in that context. */
async function told(
  options: ProducerOptions,
  contextIn: (telemetry: InMemoryTelemetry) => Context = () => ROOT_CONTEXT,
): Promise<object> {
  const telemetry = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  const client = instrumentKinesisClient(createFakeAwsClient(), { tracerProvider, meterProvider, ...options });
  const input = { StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'a' };
  await context.with(contextIn(telemetry), async () => client.send(new PutRecordCommand(input)));
  const attributes = telemetry.spans().find(({ name }) => name === 'send orders')?.attributes ?? {};
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => /^aws\.(remote|local|span)\./.test(name)));
}

test('inside a span of this service, a put is a call of Kinesis', async () => {
  const inside = ({ tracerProvider }: InMemoryTelemetry) =>
    trace.setSpan(ROOT_CONTEXT, tracerProvider.getTracer('test').startSpan('request'));

  assert.equal(await told({ xray: true }, inside), remote);
});

for (const [what, contextIn] of [
  ['no span', () => ROOT_CONTEXT],
  ['a remote span', () => contextOf({ ...numberedSpanContext(1, 2), isRemote: true })],
  ['a span that is none', () => contextOf({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 })],
] as const) {
  test(`inside ${what}, it begins a segment of this service`, async () => {
    process.env.OTEL_SERVICE_NAME = 'shop';

    assert.equal(await told({ xray: true }, contextIn), { ...root, 'aws.local.service': 'shop' });
  });
}

for (const [what, environment, name] of [
  ['OTEL_SERVICE_NAME', { OTEL_SERVICE_NAME: 'a', OTEL_RESOURCE_ATTRIBUTES: 'service.name=b' }, 'a'],
  ['the resource', { OTEL_RESOURCE_ATTRIBUTES: 'service.name=b', AWS_LAMBDA_FUNCTION_NAME: 'c' }, 'b'],
  ['the Lambda function', { OTEL_SERVICE_NAME: ' ', AWS_LAMBDA_FUNCTION_NAME: 'c' }, 'c'],
] as const) {
  test(`the service is named by ${what}`, async () => {
    Object.assign(process.env, environment);

    assert.equal(await told({ xray: true }), { ...root, 'aws.local.service': name });
  });
}

test('without a name the segment has none', async () => {
  assert.equal(await told({ xray: true }), root);
});

for (const [what, options, variable, expected] of [
  ['left out', {}, undefined, {}],
  ['left out, the variable 1', {}, '1', root],
  ['left out, the variable true', {}, 'true', root],
  ['false, the variable true', { xray: false }, 'true', {}],
] as const) {
  test(`with the option ${what} the span ${expected === root ? 'says' : 'does not say'} what it calls`, async () => {
    if (variable !== undefined) process.env.KINESIS_OTEL_XRAY = variable;

    assert.equal(await told(options), expected);
  });
}

test.run();
