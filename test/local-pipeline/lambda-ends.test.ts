import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { answerOf, deployFunction, failureOf, stopFunctions } from '../support/local-lambda.ts';

const test = suite('local-pipeline / lambda-ends');

test.after.each(stopFunctions);

// The words are those of https://repost.aws/knowledge-center/lambda-runtime-error; a process that V8 aborts, or that the
// machine kills, is named by its signal.
test('a process that ends in any way is an exit error, and the next invocation starts cold', async () => {
  const { local } = deployFunction({ memorySizeMb: 128, timeoutMs: 20_000 });
  const ends: string[] = [];

  for (const event of [{ exit: 7 }, { exit: 0 }, { signal: 'SIGSEGV' }, { signal: 'SIGKILL' }, { hoard: true }]) {
    const { errorType, errorMessage } = failureOf(await local.invoke(event));
    ends.push(`${errorType}: ${errorMessage.replace(/^RequestId: [0-9a-f-]{36} /, '')}`);
  }
  const after = answerOf(await local.invoke({}));

  assert.equal(ends, [
    'Runtime.ExitError: Error: Runtime exited with error: exit status 7',
    'Runtime.ExitError: Error: Runtime exited without providing a reason',
    'Runtime.ExitError: Error: Runtime exited with error: signal: segmentation fault',
    'Runtime.ExitError: Error: Runtime exited with error: signal: killed',
    'Runtime.ExitError: Error: Runtime exited with error: signal: aborted',
  ]);
  assert.is(after.invocations, 1);
  assert.is(local.coldStarts, 6);
});

// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html; AWS's newer client leaves it to Node to end the process.
test('an error nobody catches ends the process and the invocation', async () => {
  const failures: string[] = [];
  for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
    const { local } = deployFunction({ runtime });

    const { errorType, errorMessage } = failureOf(await local.invoke({ throwLaterMs: 5, hang: true }));
    const after = answerOf(await local.invoke({}));

    failures.push(`${errorType}: ${errorMessage.replace(/^RequestId: \S+ /, '')}`);
    assert.is(after.invocations, 1);
  }

  assert.equal(failures, [
    'RangeError: nobody catches this',
    'Runtime.ExitError: Error: Runtime exited with error: exit status 1',
  ]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, "Init phase": "If all three tasks do not
// complete within 10 seconds, Lambda retries the Init phase at the time of the first function invocation with the
// configured function timeout."
test('an init over its limit is tried again inside the invocation', async () => {
  const slow = deployFunction({ handler: 'slow-start.handler', environment: { INIT_MS: '600' } }, { initMs: 300 });

  const result = await slow.local.invoke({});

  assert.equal(result, { ok: true, payload: { started: 'on-demand' } });
  assert.is(slow.linesWith('init begins').length, 2);
  assert.is(slow.local.coldStarts, 1);
});

test('the second init has the time of the invocation', async () => {
  const options = { handler: 'slow-start.handler', environment: { INIT_MS: '60000' }, timeoutMs: 400 };
  const slow = deployFunction(options, { initMs: 100 });

  const { errorType, errorMessage } = failureOf(await slow.local.invoke({}));

  assert.is(errorType, 'Sandbox.Timedout');
  assert.match(errorMessage, /Task timed out after 0\.40 seconds$/);
  assert.is(slow.local.sandboxCount, 0);
});

test('an init that fails is tried again before its error is given', async () => {
  const broken = deployFunction({ handler: 'broken.handler' });

  const result = await broken.local.invoke({});

  assert.equal(result, { ok: false, errorType: 'RangeError', errorMessage: 'cannot start' });
  assert.is(broken.linesWith('Init Error').length, 2);
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, "Invocation payload"
test('a response over 6 MB is a function error and the sandbox stays', async () => {
  const { local } = deployFunction();

  const { errorType } = failureOf(await local.invoke({ answerBytes: 6_291_557 }));
  const after = answerOf(await local.invoke({}));

  assert.is(errorType, 'Function.ResponseSizeTooLarge');
  assert.is(after.invocations, 2);
});

test.run();
