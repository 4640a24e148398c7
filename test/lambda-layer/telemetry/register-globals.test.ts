import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { registeredGlobals, registerFree } from '../../../packages/lambda-layer/src/telemetry/register-globals.ts';
import { wakeTracers } from '../../../packages/lambda-layer/src/telemetry/wake-tracers.ts';

const test = suite('lambda-layer / telemetry / register-globals');
const provider = (name: string) => ({ getTracer: () => ({ name }) as never });
const manager = { active: () => ROOT_CONTEXT.setValue(Symbol.for('mine'), true) } as never;

test('only what is free is registered, and the API finds it', () => {
  registerFree({ trace: provider('first') });

  registerFree({ trace: provider('second'), context: manager });

  assert.equal(trace.getTracer('x') as unknown, { name: 'first' });
  assert.is(context.active().getValue(Symbol.for('mine')), true);
  assert.is(registeredGlobals().context, manager);
});

test('a tracer that a copy of the API handed out before there was a provider works from then on', () => {
  const given: unknown[] = [];
  const copy = { trace: { _proxyTracerProvider: { setDelegate: (each: unknown) => void given.push(each) } } };
  const file = (path: string, exports: unknown) => [path, { exports }] as const;
  const late = provider('late');

  wakeTracers(
    late,
    Object.fromEntries([
      file('/var/task/node_modules/@opentelemetry/api/build/src/index.js', copy),
      file('/var/task/node_modules/@opentelemetry/api/dist/index.cjs', copy),
      file('/var/task/node_modules/@opentelemetry/api-logs/build/src/index.js', copy),
      file('/var/task/node_modules/@opentelemetry/api/build/src/trace/index.js', undefined),
    ]) as never,
  );

  assert.equal(given, [late, late]);
});

test.run();
