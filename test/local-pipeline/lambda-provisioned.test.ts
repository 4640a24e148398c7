import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { answerOf, deployFunction, stopFunctions } from '../support/local-lambda.ts';
import { eventually, stateOf } from '../support/processes.ts';
import { rejects } from '../support/rejects.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
const test = suite('local-pipeline / lambda-provisioned');

test.after.each(stopFunctions);

test('sandboxes are initialised before the first event, and wait frozen', async () => {
  const { local } = deployFunction({ provisionedConcurrency: 2 });

  await local.provisioned;
  const count = local.sandboxCount;
  const answers = (await Promise.all([local.invoke({ delayMs: 50 }), local.invoke({ delayMs: 50 })])).map(answerOf);

  assert.is(count, 2);
  assert.is(local.coldStarts, 0);
  assert.is(new Set(answers.map(({ pid }) => pid)).size, 2);
  for (const { pid, sandbox } of answers) {
    assert.is(sandbox.environment.AWS_LAMBDA_INITIALIZATION_TYPE, 'provisioned-concurrency');
    assert.ok(await eventually(() => stateOf(pid) === 'T'));
  }
});

test('what is beyond them starts cold, on demand', async () => {
  const { local } = deployFunction({ provisionedConcurrency: 1 });
  await local.provisioned;

  const answers = (await Promise.all([local.invoke({ delayMs: 200 }), local.invoke({})])).map(answerOf);

  const types = answers.map(({ sandbox }) => sandbox.environment.AWS_LAMBDA_INITIALIZATION_TYPE);
  assert.equal(types, ['provisioned-concurrency', 'on-demand']);
  assert.is(local.coldStarts, 1);
});

test('one that dies is replaced', async () => {
  const { local, linesWith } = deployFunction({
    provisionedConcurrency: 1,
    maxConcurrency: 1,
    handler: 'slow-start.handler',
    environment: { INIT_MS: '1' },
  });
  await local.provisioned;

  await local.recycle();

  assert.ok(await eventually(() => linesWith('init begins').length === 2));
  assert.equal(await local.invoke({}), { ok: true, payload: { started: 'provisioned-concurrency' } });
  assert.is(local.coldStarts, 0);
});

// "initialization code can run for up to 15 minutes": https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
test('their init has the longer limit', async () => {
  const options = { provisionedConcurrency: 1, handler: 'slow-start.handler', environment: { INIT_MS: '300' } };
  const { local, linesWith } = deployFunction(options, { initMs: 50 });

  await local.provisioned;

  assert.is(linesWith('init begins').length, 1);
});

test('a deployment whose init fails is rejected with the reason', async () => {
  const { local } = deployFunction({ provisionedConcurrency: 1, handler: 'broken.handler' });

  const { message } = await rejects(local.provisioned);

  assert.match(message, /RangeError: cannot start/);
  assert.is(local.sandboxCount, 0);
});

test.run();
