import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { claimStart } from '../../../packages/consumer-sdk/src/environment/environment-start.ts';
import type { LambdaEnvironment } from '../../../packages/consumer-sdk/src/environment/lambda-environment.ts';

const test = suite('consumer-sdk / environment / environment-start');

const key = Symbol.for('kinesis-otel process start 1');

/** A process whose first handler was made 200 ms after its start. */
function startProcess(): void {
  const setUpAt = { sinceStartMs: 200, epochMs: 1_000_000 };
  (globalThis as { [key]?: object })[key] = { setUpAt, isClaimed: false };
}

const environmentOf = (initializationType: LambdaEnvironment['initializationType']): LambdaEnvironment => ({
  initializationType,
  allocatedBytes: undefined,
  isShared: false,
});
const soon = { sinceStartMs: 230, epochMs: 1_000_030 };
const late = { sinceStartMs: 60_200, epochMs: 1_060_000 };

for (const [type, now, expected] of [
  ['on-demand', soon, { initialization: 'on-demand', isCold: true, initMs: 230 }],
  ['on-demand', late, { initialization: 'proactive', isCold: false, initMs: 200 }],
  ['snap-start', late, { initialization: 'snap-start', isCold: true, initMs: 60_200 }],
  ['provisioned-concurrency', soon, { initialization: 'provisioned-concurrency', isCold: false, initMs: 200 }],
  ['provisioned-concurrency', late, { initialization: 'provisioned-concurrency', isCold: false, initMs: 200 }],
  ['lambda-managed-instances', soon, { initialization: 'lambda-managed-instances', isCold: false, initMs: 200 }],
] as const) {
  test(`${type}, first called ${now === soon ? 'at once' : 'a minute later'}, is ${expected.isCold ? 'cold' : 'not cold'}`, () => {
    startProcess();

    const start = claimStart(environmentOf(type), now);

    assert.equal(start, expected);
  });
}

test('only the first invocation of a process has a start, whichever copy of the library asks', () => {
  startProcess();
  claimStart(environmentOf('on-demand'), soon);

  assert.is(claimStart(environmentOf('on-demand'), late), undefined);
});

test('a start before anybody noted when the handler was made counts from the process’s start', () => {
  Reflect.deleteProperty(globalThis, key);

  const start = claimStart(environmentOf('provisioned-concurrency'), soon);

  assert.is(start?.initMs, 230);
});

test.run();
