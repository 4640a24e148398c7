import { instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { SpanKind } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent, buildLambdaContext } from '../../support/kinesis-event.ts';

const test = suite('consumer-sdk / spans / cold start');

const event = buildKinesisEvent(['{}']);
const other = { detail: {} };

function forgetEnvironment(): void {
  Reflect.deleteProperty(globalThis, Symbol.for('kinesis-otel process start 1'));
  delete process.env.AWS_LAMBDA_FUNCTION_NAME;
  delete process.env.AWS_LAMBDA_INITIALIZATION_TYPE;
}

test.before.each(forgetEnvironment);
test.after.each(forgetEnvironment);

/** What the invocation spans of a new environment say, and what is counted. */
async function run(events: readonly object[], variables: Readonly<Record<string, string>>) {
  Object.assign(process.env, variables);
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const options = { tracerProvider, meterProvider };
  const handler = instrumentKinesisHandler(async (_event: object, _context: object) => undefined, options);
  for (const each of events) await handler(each, buildLambdaContext());
  const invocations = spans().filter(({ kind }) => kind === SpanKind.SERVER);
  return {
    told: invocations.map(({ attributes }) => attributes['faas.coldstart']),
    counted: await sum('ColdStarts'),
  };
}

const inLambda = { AWS_LAMBDA_FUNCTION_NAME: 'consumer' };

test('an environment’s first invocation is its cold start, and no other', async () => {
  const { told, counted } = await run([event, event, other], inLambda);

  assert.equal(told, [true, false, false]);
  assert.is(counted, 1);
});

test('one that begins with another event has had its cold start when a batch comes', async () => {
  const { told, counted } = await run([other, event], inLambda);

  assert.equal(told, [true, false]);
  assert.is(counted, 0);
});

for (const type of ['provisioned-concurrency', 'lambda-managed-instances']) {
  test(`${type} has none, as ColdStarts says`, async () => {
    const { told, counted } = await run([event, event], { ...inLambda, AWS_LAMBDA_INITIALIZATION_TYPE: type });

    assert.equal(told, [false, false]);
    assert.is(counted, 0);
  });
}

test('of all handlers of an environment one has it', async () => {
  const first = await run([event], inLambda);
  const second = await run([event], inLambda);

  assert.equal([first.told, second.told], [[true], [false]]);
});

test('outside of Lambda nothing is said of it', async () => {
  const { told } = await run([event, other], {});

  assert.equal(told, [undefined, undefined]);
});

test.run();
