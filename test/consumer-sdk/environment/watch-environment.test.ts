import { diag } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LambdaEnvironment } from '../../../packages/consumer-sdk/src/environment/lambda-environment.ts';
import { watchEnvironment } from '../../../packages/consumer-sdk/src/environment/watch-environment.ts';
import { openConsumerTelemetry } from '../../../packages/consumer-sdk/src/telemetry.ts';
import { collectWarnings } from '../../support/collect-warnings.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';

const test = suite('consumer-sdk / environment / watch-environment');

const dimensions = { Environment: 'Test', Pipeline: 'orders' };

test.before.each(() => {
  Reflect.deleteProperty(globalThis, Symbol.for('kinesis-otel process start 1'));
});
test.after.each(() => diag.disable());

function watch(environment: Partial<LambdaEnvironment> = {}) {
  const telemetry = createInMemoryTelemetry();
  const opened = openConsumerTelemetry({ meterProvider: telemetry.meterProvider });
  const lambda = { initializationType: 'on-demand', allocatedBytes: 536_870_912, isShared: false, ...environment };
  return { ...telemetry, ...watchEnvironment(opened, lambda as LambdaEnvironment) };
}

test('the first invocation is a cold start with a duration, and those after it count 0', async () => {
  const { begin, points } = watch();

  for (let count = 0; count < 3; count++) begin().measure(dimensions)();

  const attributes = { ...dimensions, initialization: 'on-demand' };
  assert.equal(await points('ColdStarts'), [{ attributes, sum: 1, count: undefined }]);
  const [init] = await points('InitDuration');
  assert.equal([init?.attributes, init?.count], [attributes, 1]);
  assert.ok(Number(init?.sum) > 0 && Number(init?.sum) <= performance.now());
});

test('provisioned concurrency is no cold start, and its initialisation is told apart', async () => {
  const { begin, points } = watch({ initializationType: 'provisioned-concurrency' });

  begin().measure(dimensions)();

  const attributes = { ...dimensions, initialization: 'provisioned-concurrency' };
  assert.equal(await points('ColdStarts'), [{ attributes, sum: 0, count: undefined }]);
  assert.equal(
    (await points('InitDuration')).map((each) => each.attributes),
    [attributes],
  );
});

test('every invocation tells the memory used, and its share of what was allocated', async () => {
  const { begin, points } = watch();

  begin().measure(dimensions)();

  const [used] = await points('MaxMemoryUsed');
  const [share] = await points('MemoryUtilization');
  assert.equal([used?.attributes, used?.count], [{ ...dimensions, source: 'process' }, 1]);
  assert.is(share?.sum, (100 * Number(used?.sum)) / 536_870_912);
});

test('the estimate tells each invocation, its flush included, with the next one', async () => {
  const { begin, sum } = watch({ allocatedBytes: 1_073_741_824 });
  const first = begin();
  first.measure(dimensions)();
  const before = await sum('LambdaGBSecondsEstimate');
  first.end();

  begin().measure(dimensions)();

  const told = await sum('LambdaGBSecondsEstimate');
  assert.is(before, 0);
  // The first invocation is billed its initialisation, which began with the process.
  assert.ok(Number(told) > 0 && Number(told) <= performance.now() / 1_000 + 0.001, String(told));
});

test('an invocation is told once', async () => {
  const { begin, points } = watch();
  begin().end();
  begin().measure(dimensions)();
  const [first] = await points('LambdaGBSecondsEstimate');

  begin().measure(dimensions)();

  const [again] = await points('LambdaGBSecondsEstimate');
  assert.is(again?.sum, first?.sum);
});

test('where an environment is shared there is no estimate', async () => {
  const { begin, points } = watch({ initializationType: 'lambda-managed-instances', isShared: true });
  begin().end();

  begin().measure(dimensions)();

  assert.equal(await points('LambdaGBSecondsEstimate'), []);
});

test('without a size there is neither a share nor an estimate', async () => {
  const { begin, points } = watch({ allocatedBytes: undefined as never });
  begin().end();

  begin().measure(dimensions)();

  assert.equal([await points('MemoryUtilization'), await points('LambdaGBSecondsEstimate')], [[], []]);
  assert.is((await points('MaxMemoryUsed')).length, 1);
});

test('outside of Lambda nothing is told', async () => {
  const { meterProvider, points } = createInMemoryTelemetry();
  const { begin } = watchEnvironment(openConsumerTelemetry({ meterProvider }));

  begin().measure(dimensions)();

  assert.equal([await points('ColdStarts'), await points('MaxMemoryUsed')], [[], []]);
});

test('a meter that throws changes nothing, and is said once', () => {
  const warnings = collectWarnings();
  const broken = {
    getMeter: () => {
      throw new Error('broken');
    },
  };
  const { begin } = watchEnvironment(openConsumerTelemetry({ meterProvider: broken as never }), {
    initializationType: 'on-demand',
    allocatedBytes: 1,
    isShared: false,
  });

  for (let count = 0; count < 2; count++) {
    const invocation = begin();
    invocation.measure(dimensions)();
    invocation.end();
  }

  assert.is(warnings.length, 1);
});

test.run();
