import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  answerOf,
  deployFunction,
  failureOf,
  functionsFolder,
  recycleIdle,
  stopFunctions,
} from '../support/local-lambda.ts';
import { isAlive } from '../support/processes.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, "Shutdown phase"
const test = suite('local-pipeline / lambda-shutdown');
const extensions = [join(functionsFolder, 'layer', 'extensions', 'recorder.mjs')];
const internal = `--import ${JSON.stringify(join(functionsFolder, 'internal-extension.mjs'))}`;

test.after.each(stopFunctions);

test('without an extension the runtime is killed at once, and the next invocation starts cold', async () => {
  const { local, linesWith } = deployFunction();
  const { pid } = answerOf(await local.invoke({}));
  await local.invoke({});

  await recycleIdle(local);
  const after = answerOf(await local.invoke({}));

  assert.not.ok(isAlive(pid));
  assert.is(linesWith('SIGTERM came').length, 0);
  assert.is(after.invocations, 1);
  assert.is(local.coldStarts, 2);
});

test('with an internal extension the frozen runtime is thawed and gets SIGTERM', async () => {
  const { local, linesWith } = deployFunction({ environment: { NODE_OPTIONS: internal } });
  const { pid } = answerOf(await local.invoke({}));

  await recycleIdle(local);

  assert.is(linesWith('SIGTERM came').length, 1);
  assert.not.ok(isAlive(pid));
});

test('an internal extension needs no event for that', async () => {
  const { local, linesWith } = deployFunction({ environment: { NODE_OPTIONS: internal, INTERNAL_EVENTS: '' } });
  await local.invoke({});

  await recycleIdle(local);

  assert.is(linesWith('SIGTERM came').length, 1);
});

test('a runtime that does not go is killed when its share is over', async () => {
  const environment = { NODE_OPTIONS: internal, IGNORE_SIGTERM: '1' };
  const { local, linesWith } = deployFunction({ environment });
  const { pid } = answerOf(await local.invoke({}));

  await recycleIdle(local);

  assert.is(linesWith('SIGTERM came').length, 1);
  assert.not.ok(isAlive(pid));
});

test('external extensions get SHUTDOWN after the runtime has ended, and the time to act on it', async () => {
  const { local, lines, line } = deployFunction({ extensions, environment: { EXTENSION_WORK_MS: '50' } });
  await local.invoke({});
  await line('recorder done');

  await recycleIdle(local);

  const at = (words: string): number => lines.findIndex((each) => each.includes(words));
  const said = await line('"eventType":"SHUTDOWN"');
  const { deadlineMs, ...event } = JSON.parse(said.slice(said.indexOf('{'))) as { readonly deadlineMs: number };
  assert.equal(event, { eventType: 'SHUTDOWN', shutdownReason: 'SPINDOWN' });
  assert.ok(deadlineMs > Date.now() - 10_000 && deadlineMs < Date.now() + 2000, String(deadlineMs));
  assert.ok(at('SIGTERM came') >= 0 && at('SIGTERM came') < at('"eventType":"SHUTDOWN"'), lines.join(' | '));
  assert.ok(at('recorder ends') > 0);
});

test('an extension that did not register for SHUTDOWN is killed', async () => {
  const { local, linesWith, line } = deployFunction({ extensions, environment: { EXTENSION_EVENTS: 'INVOKE' } });
  await local.invoke({});
  await line('recorder done');

  await recycleIdle(local);

  assert.is(linesWith('SHUTDOWN').length, 0);
});

test('a timeout and a crash are told to extensions as the reason', async () => {
  const { local, line } = deployFunction({ extensions, timeoutMs: 300 }, { runtimeShutdownMs: 50 });

  await local.invoke({ hang: true });
  await local.invoke({ exit: 1 });

  await line('"shutdownReason":"TIMEOUT"');
  await line('"shutdownReason":"FAILURE"');
});

test('recycle leaves a busy sandbox alone', async () => {
  const { local, line } = deployFunction();
  const running = local.invoke({ line: 'begun', delayMs: 200 });
  await line('begun');

  await local.recycle();

  assert.is(answerOf(await running).invocations, 1);
});

test('killOne ends a sandbox in the middle of an invocation, and says so', async () => {
  const { local, line } = deployFunction();
  const idle = local.killOne();
  const running = local.invoke({ line: 'begun', hang: true });
  await line('begun');

  const killed = local.killOne();

  const { errorType, errorMessage } = failureOf(await running);
  assert.equal([idle, killed, errorType], [false, true, 'Runtime.ExitError']);
  assert.match(errorMessage, /Runtime exited with error: signal: killed$/);
  assert.is(answerOf(await local.invoke({})).invocations, 1);
});

test.run();
