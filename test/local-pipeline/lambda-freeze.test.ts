import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { answerOf, deployFunction, stopFunctions } from '../support/local-lambda.ts';
import { childrenOf, eventually, isAlive, stateOf } from '../support/processes.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: "Lambda freezes the execution environment
// when the runtime and each extension have completed and there are no pending events."
const test = suite('local-pipeline / lambda-freeze');
const parent = fileURLToPath(new URL('../support/run-local-pipeline.ts', import.meta.url));

test.after.each(stopFunctions);

test('a timer of the handler fires only once the next event has thawed the sandbox', async () => {
  const probe = deployFunction();

  await probe.local.invoke({ laterMs: 30 });
  await delay(300);
  const whileFrozen = probe.linesWith('later').length;
  await probe.local.invoke({ delayMs: 50 });

  assert.is(whileFrozen, 0);
  await probe.line('later');
});

test('without freeze the same timer fires on its own', async () => {
  const probe = deployFunction({ freeze: false });

  await probe.local.invoke({ laterMs: 30 });

  await probe.line('later');
});

test('what the function started is frozen with it', async () => {
  const probe = deployFunction({ handler: 'ticker.handler' });
  await probe.local.invoke({});
  await probe.line('tick');
  await delay(100);

  const before = probe.linesWith('tick').length;
  await delay(300);

  assert.is(probe.linesWith('tick').length, before);
});

test('a burst of events keeps the sandbox awake and warm', async () => {
  const probe = deployFunction();

  const pids = new Set<number>();
  for (let round = 0; round < 20; round++) pids.add(answerOf(await probe.local.invoke({})).pid);

  assert.is(pids.size, 1);
  assert.is(probe.local.coldStarts, 1);
});

test('stop leaves no frozen process behind', async () => {
  const probe = deployFunction();
  const { pid } = answerOf(await probe.local.invoke({}));
  assert.ok(await eventually(() => stateOf(pid) === 'T'), stateOf(pid));

  await probe.local.stop();

  assert.not.ok(isAlive(pid));
});

test('a parent that is killed leaves no frozen process behind', async () => {
  const child = fork(parent, { stdio: 'ignore' });
  await once(child, 'message');
  const sandboxes = childrenOf(child.pid ?? 0);
  assert.ok(await eventually(() => sandboxes.some((pid) => stateOf(pid) === 'T')));

  child.kill('SIGKILL');

  assert.ok(await eventually(() => !sandboxes.some(isAlive)));
});

test.run();
