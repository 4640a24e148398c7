import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { answerOf, deployFunction, failureOf, functionsFolder, stopFunctions } from '../support/local-lambda.ts';

const test = suite('local-pipeline / lambda-runtimes');
const layer = join(functionsFolder, 'layer');
const made: string[] = [];

test.after.each(async () => {
  await stopFunctions();
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** A layer with a library below each of the folders given; the library says which. */
function layerWith(...folders: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'layer-'));
  made.push(root);
  for (const folder of folders) {
    const library = join(root, 'nodejs', folder, 'from-layer');
    mkdirSync(library, { recursive: true });
    writeFileSync(join(library, 'index.js'), `module.exports = ${JSON.stringify(folder)};`);
  }
  return root;
}

// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html: callbacks are served up to nodejs22.x only.
test('nodejs22.x takes callbacks and what contexts offered before them', async () => {
  const answers: unknown[] = [];

  for (const name of ['callback', 'done', 'succeed', 'failing', 'fail']) {
    const { local } = deployFunction({ runtime: 'nodejs22.x', handler: `callback.${name}` });
    answers.push(await local.invoke({ airport: 'EDDF' }));
  }

  assert.equal(answers, [
    { ok: true, payload: { called: { airport: 'EDDF' } } },
    { ok: true, payload: { done: { airport: 'EDDF' } } },
    { ok: true, payload: { succeeded: { airport: 'EDDF' } } },
    { ok: false, errorType: 'SyntaxError', errorMessage: 'called with an error' },
    { ok: false, errorType: 'URIError', errorMessage: 'failed' },
  ]);
});

test('nodejs22.x runs promises, throws and names itself', async () => {
  const { local } = deployFunction({ runtime: 'nodejs22.x' });

  const thrown = failureOf(await local.invoke({ throw: 'bad record' }));
  const answer = answerOf(await local.invoke({}));

  assert.equal([thrown.errorType, thrown.errorMessage], ['TypeError', 'bad record']);
  assert.is(answer.sandbox.environment.AWS_EXECUTION_ENV, 'AWS_Lambda_nodejs22.x');
  assert.is(answer.invocations, 2);
});

test('each runtime runs on its own Node', async () => {
  const majors: unknown[] = [];

  for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
    const { local, line } = deployFunction({ runtime, environment: { NODE_OPTIONS: sayVersion } });
    await local.invoke({});
    majors.push((await line('runs on v')).split('.')[0]);
  }

  assert.equal(majors, ['runs on v22', 'runs on v24']);
});

const sayVersion = `--import data:text/javascript,${encodeURIComponent('console.log("runs on " + process.version)')}`;

// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
test('callbackWaitsForEmptyEventLoop holds the answer back until the loop is empty', async () => {
  const waits = deployFunction({ runtime: 'nodejs22.x', handler: 'callback.waiting' });
  const answers = deployFunction({ runtime: 'nodejs22.x', handler: 'callback.waiting' });

  await waits.local.invoke({ wait: true });
  const linesWhenWaited = waits.linesWith('the loop is empty').length;
  await answers.local.invoke({ wait: false });

  assert.is(linesWhenWaited, 1);
  assert.is(answers.linesWith('the loop is empty').length, 0);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html: callback handlers are gone in nodejs24.x.
test('nodejs24.x refuses a handler that takes a callback', async () => {
  const { local } = deployFunction({ handler: 'callback.callback' });

  const refused = failureOf(await local.invoke({}));

  assert.is(refused.errorType, 'Runtime.CallbackHandlerDeprecated');
});

// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper
test('a wrapper gets the interpreter and its arguments, and NODE_OPTIONS it sets are kept', async () => {
  const environment = { AWS_LAMBDA_EXEC_WRAPPER: join(layer, 'wrapper.sh'), NODE_OPTIONS: '--trace-warnings' };
  const { local, lines } = deployFunction({
    environment,
    handler: 'layer-user.handler',
    layers: [layerWith('node_modules')],
  });

  const result = await local.invoke({});

  assert.ok(result.ok, JSON.stringify(result));
  const answer = result.payload as { readonly title: string; readonly environment: Readonly<Record<string, string>> };
  assert.is(lines[0], `wrapper got ${process.execPath}`);
  assert.is(answer.title, 'wrapped');
  assert.is(answer.environment.FROM_WRAPPER, 'yes');
  assert.is(answer.environment.NODE_OPTIONS, '--no-warnings');
});

test('a wrapper below /opt is looked for in the layers', async () => {
  const environment = { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper.sh', EXTENSION_EVENTS: 'SHUTDOWN' };
  const { local, line } = deployFunction({ environment, layers: [layer] });

  const answer = answerOf(await local.invoke({}));

  assert.is(answer.sandbox.environment.FROM_WRAPPER, 'yes');
  await line('wrapper got');
});

test('a wrapper that does not exist ends the invocation as Lambda does', async () => {
  const { local } = deployFunction({ environment: { AWS_LAMBDA_EXEC_WRAPPER: '/no/such/wrapper' } });

  const failed = failureOf(await local.invoke({}));

  assert.is(failed.errorType, 'Runtime.ExitError');
  assert.match(failed.errorMessage, /Error: Runtime exited with error: exit status 127$/);
});

// https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html, and in nodejs22.x and later also nodejs/node<major>.
test('a layer has libraries for every runtime and for one, and a later layer comes before', async () => {
  const first = layerWith('node_modules', 'node22/node_modules');
  const second = layerWith('node24/node_modules');
  const user = { handler: 'layer-user.handler', layers: [first, second] };

  const found: unknown[] = [];
  for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
    const result = await deployFunction({ ...user, runtime }).local.invoke({});
    assert.ok(result.ok, JSON.stringify(result));
    found.push((result.payload as { readonly found: string }).found);
  }

  assert.equal(found, ['node22/node_modules', 'node24/node_modules']);
});

test.run();
