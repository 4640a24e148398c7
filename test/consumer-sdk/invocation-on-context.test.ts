import { createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { getInvocation, setInvocation } from '../../packages/consumer-sdk/src/invocation-on-context.ts';

const test = suite('consumer-sdk / invocation-on-context');

const invocation = { dimensions: { Environment: 'Test', Pipeline: 'orders' } };

test('a context gives the invocation it was given, and the one it was made from does not', () => {
  const context = setInvocation(ROOT_CONTEXT, invocation);

  assert.is(getInvocation(context), invocation);
  assert.is(getInvocation(ROOT_CONTEXT), undefined);
});

test('another copy of the library finds it', () => {
  const context = setInvocation(ROOT_CONTEXT, invocation);

  assert.is(context.getValue(createContextKey('kinesis-otel invocation')), invocation);
});

test.run();
