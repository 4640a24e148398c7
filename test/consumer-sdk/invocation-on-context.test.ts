import { createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { getInvocation, setInvocation } from '../../packages/consumer-sdk/src/invocation-on-context.ts';
import { emptyInvocation } from '../support/invocation-on-context.ts';

const test = suite('consumer-sdk / invocation-on-context');

const invocation = emptyInvocation({ Environment: 'Test', Pipeline: 'orders' });
const key = createContextKey('kinesis-otel invocation');

test('a context gives the invocation it was given, and the one it was made from does not', () => {
  const context = setInvocation(ROOT_CONTEXT, invocation);

  assert.is(getInvocation(context), invocation);
  assert.is(getInvocation(ROOT_CONTEXT), undefined);
});

test('another copy of the library finds it', () => {
  const context = setInvocation(ROOT_CONTEXT, invocation);

  assert.is(context.getValue(key), invocation);
});

test('an invocation of another protocol is none', () => {
  const context = ROOT_CONTEXT.setValue(key, { ...invocation, version: 2 });

  assert.is(getInvocation(context), undefined);
});

test.run();
