import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { answerOf, deployFunction, failureOf, functionsFolder, stopFunctions } from '../support/local-lambda.ts';
import { eventually, stateOf } from '../support/processes.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
const test = suite('local-pipeline / lambda-extensions');
const layer = join(functionsFolder, 'layer');
const recorder = join(layer, 'extensions', 'recorder.mjs');
const internal = `--import ${JSON.stringify(join(functionsFolder, 'internal-extension.mjs'))}`;

test.after.each(stopFunctions);

function saidOf(line: string): Record<string, unknown> {
  return JSON.parse(line.slice(line.indexOf('{')));
}

test('an external extension registers by its file name before the runtime starts', async () => {
  const { local, line, lines } = deployFunction({ extensions: [recorder] });

  await local.invoke({ line: 'the handler runs' });

  await line('the handler runs');
  const registered = saidOf(await line('recorder registered'));
  const metadata = { functionName: 'probe', functionVersion: '$LATEST', handler: 'probe.handler' };
  assert.equal(registered, { status: 200, body: metadata });
  const order = ['recorder registered', 'the handler runs'].map((words) =>
    lines.findIndex((each) => each.includes(words)),
  );
  assert.ok(Number(order[0]) < Number(order[1]), lines.join(' | '));
});

test('an external extension has the environment of the function, but not what is the runtime’s own', async () => {
  const { local, line } = deployFunction({ extensions: [recorder], environment: { MINE: 'yes' } });

  await local.invoke({});

  const said = await line('recorder environment');
  const names = JSON.parse(said.slice(said.indexOf('['))) as readonly string[];
  for (const name of ['MINE', 'AWS_LAMBDA_RUNTIME_API', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_REGION']) {
    assert.ok(names.includes(name), name);
  }
  for (const name of [
    '_HANDLER',
    'LAMBDA_TASK_ROOT',
    'AWS_EXECUTION_ENV',
    'AWS_LAMBDA_LOG_GROUP_NAME',
    'NODE_OPTIONS',
  ]) {
    assert.not.ok(names.includes(name), name);
  }
});

test('what is in the extensions folder of a layer is started too', async () => {
  const { local, line } = deployFunction({ layers: [layer] });

  await local.invoke({});

  await line('recorder registered');
});

test('INVOKE has the documented body', async () => {
  const { local, line } = deployFunction({ extensions: [recorder] });

  const before = Date.now();
  const { sandbox } = answerOf(await local.invoke({}));

  const { deadlineMs, ...event } = saidOf(await line('recorder got'));
  assert.equal(event, {
    eventType: 'INVOKE',
    requestId: sandbox.requestId,
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:probe',
    tracing: { type: 'X-Amzn-Trace-Id', value: sandbox.environment._X_AMZN_TRACE_ID },
  });
  assert.ok(Number(deadlineMs) >= before + 5000 && Number(deadlineMs) < Date.now() + 5001, String(deadlineMs));
});

test('the response comes before an extension is done, and the sandbox takes nothing until it is', async () => {
  const environment = { EXTENSION_WORK_MS: '300' };
  const { local, linesWith } = deployFunction({ extensions: [recorder], environment, maxConcurrency: 1 });

  const first = answerOf(await local.invoke({}));
  const doneAtResponse = linesWith('recorder done').length;
  const second = answerOf(await local.invoke({}));

  assert.is(doneAtResponse, 0);
  assert.is(linesWith('recorder done').length >= 1, true);
  assert.is(second.pid, first.pid);
});

test('an event that comes while an extension works gets another sandbox', async () => {
  const environment = { EXTENSION_WORK_MS: '500' };
  const { local, line } = deployFunction({ extensions: [recorder], environment });

  const first = answerOf(await local.invoke({}));
  await line('recorder got');
  // By now the runtime has asked for its next event: what is at work is the extension.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = answerOf(await local.invoke({}));

  assert.is.not(second.pid, first.pid);
  assert.is(local.coldStarts, 2);
});

// How long Lambda looks for a sandbox is not documented: a pipeline that never waits would start one for every such event.
test('an event that comes just before an extension is done waits for it', async () => {
  const options = { extensions: [recorder], environment: { EXTENSION_WORK_MS: '150' } };
  const { local } = deployFunction(options, { placementMs: 4000 });

  const pids = new Set<number>();
  for (let round = 0; round < 3; round++) {
    pids.add(answerOf(await local.invoke({})).pid);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }

  assert.is(pids.size, 1);
});

test('an internal extension may register for INVOKE and not for SHUTDOWN', async () => {
  const environment = { NODE_OPTIONS: internal, TRY_SHUTDOWN: '1' };
  const { local, line, linesWith } = deployFunction({ environment });

  const { sandbox } = answerOf(await local.invoke({}));

  assert.match(await line('registered for SHUTDOWN'), /403 .*Extension\.InvalidEventType/);
  assert.match(await line('registered for INVOKE'), /200 .*"functionName":"probe".*"accountId":"000000000000"/);
  assert.match(await line('internal got'), new RegExp(`"eventType":"INVOKE".*"requestId":"${sandbox.requestId}"`));
  assert.is(linesWith('internal got').length, 1);
});

test('the sandbox is frozen only once an internal extension has done its work', async () => {
  const { local, line, linesWith } = deployFunction({
    environment: { NODE_OPTIONS: internal, INTERNAL_WORK_MS: '150' },
  });

  const { pid } = answerOf(await local.invoke({}));
  const doneAtResponse = linesWith('internal is done').length;

  await line('internal is done');
  assert.is(doneAtResponse, 0);
  assert.ok(await eventually(() => stateOf(pid) === 'T'));
});

test('an extension that never asks again uses up the timeout and ends the sandbox', async () => {
  const options = { extensions: [recorder], timeoutMs: 500, environment: { EXTENSION_WORK_MS: '60000' } };
  const { local } = deployFunction(options, { shutdownMs: 100, runtimeShutdownMs: 50 });

  const first = await local.invoke({});

  assert.ok(first.ok);
  assert.ok(await eventually(() => local.sandboxCount === 0));
});

test('an extension that ends, in silence or in words, ends the sandbox', async () => {
  const failures: string[] = [];

  for (const EXTENSION_ENDS of ['in silence', 'in words', 'in init']) {
    const options = { extensions: [recorder], environment: { EXTENSION_ENDS } };
    const { local } = deployFunction(options, { shutdownMs: 100, runtimeShutdownMs: 50 });
    const { errorType, errorMessage } = failureOf(await local.invoke({ hang: true }));
    failures.push(`${errorType}: ${errorMessage.replace(/^RequestId: \S+ /, '')}`);
    assert.ok(await eventually(() => local.sandboxCount === 0));
  }

  assert.equal(failures, [
    'Extension.Crash: Error: exit status 3',
    'Extension.ExitError: Error: extension recorder.mjs gave up: Fatal.ConnectFailed',
    'Extension.InitError: Error: extension recorder.mjs gave up: Fatal.ConnectFailed',
  ]);
});

test('nobody registers once the runtime has started, and an unknown extension is refused', async () => {
  const { local } = deployFunction({ handler: 'late-extension.handler' });

  const result = await local.invoke({});

  assert.ok(result.ok, JSON.stringify(result));
  assert.equal(result.payload, [
    [403, 'Extension.RegistrationClosed'],
    [403, 'Extension.UnknownExtensionIdentifier'],
    [403, 'Extension.MissingExtensionIdentifier'],
  ]);
});

test.run();
