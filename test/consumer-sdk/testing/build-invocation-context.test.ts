import { buildInvocationContext } from '@kinesis-otel/consumer-sdk/testing';
import type { Context } from 'aws-lambda';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('consumer-sdk / testing / build-invocation-context');

test('a context has what Lambda’s has, in the types of @types/aws-lambda', () => {
  const context: Context = buildInvocationContext({ functionName: 'orders', memoryLimitInMb: 256, awsRequestId: 'r' });

  assert.equal(
    [context.functionName, context.memoryLimitInMB, context.awsRequestId, context.logGroupName],
    ['orders', '256', 'r', '/aws/lambda/orders'],
  );
  assert.is(context.invokedFunctionArn, 'arn:aws:lambda:eu-west-1:123456789012:function:orders:live');
});

test('its time runs down, and not below nothing', () => {
  const { getRemainingTimeInMillis } = buildInvocationContext({ remainingMs: 60_000 });

  const left = getRemainingTimeInMillis();

  assert.ok(left > 0 && left <= 60_000);
  assert.is(buildInvocationContext({ remainingMs: 0 }).getRemainingTimeInMillis(), 0);
});

test('two invocations have two ids', () => {
  assert.is.not(buildInvocationContext().awsRequestId, buildInvocationContext().awsRequestId);
});

test('the callbacks that Node 24 took away say so', () => {
  assert.throws(() => buildInvocationContext().done(), /Node 24/);
});

for (const options of [{ memory: 128 }, { memoryLimitInMb: 64 }, { remainingMs: -1 }, { functionName: '' }]) {
  test(`${JSON.stringify(options)} is refused`, () => {
    assert.throws(() => buildInvocationContext(options), /_OPTION: option/);
  });
}

test.run();
