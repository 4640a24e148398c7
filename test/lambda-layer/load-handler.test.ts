import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FunctionOptions } from '../../packages/local-pipeline/src/lambda/function-options.ts';
import type { InvokeResult } from '../../packages/local-pipeline/src/lambda/invoke-result.ts';
import type { RuntimeName } from '../../packages/local-pipeline/src/lambda/runtimes.ts';
import { deployWithLayer, layeredFunctions, stopLayered } from '../support/layered-function.ts';
import { deployFunction } from '../support/local-lambda.ts';

/* Each function runs on the real runtime clients with the layer and without it; a user must not be able to tell. */
const test = suite('lambda-layer / load-handler');
const runtimes: readonly RuntimeName[] = ['nodejs22.x', 'nodejs24.x'];

const made: string[] = [];

test.after.each(stopLayered);
test.after(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

const loading: Readonly<Record<string, string>> = {
  'CommonJS in .js': 'plain.handler',
  'CommonJS in .cjs': 'consumer.handler',
  'an ES module in a package, with a top-level await': 'esm/index.handler',
  'an export of the default export': 'esm/index.inDefault',
  'an export in an export': 'esm/index.api.v1.handler',
  'an ES module in .mjs in a folder below': 'esm/nested/deep.handler',
  'a parameter with a default': 'plain.defaults',
  'no such file': 'nothing.handler',
  'a folder': 'esm.handler',
  'no such export': 'plain.nothing',
  'an export that is no function': 'plain.notAFunction',
  'a throw while loading': 'throws.handler',
  'a rejected top-level await': 'throws-module.handler',
  'an exit while loading': 'exits-early.handler',
  'a top-level await that never ends': 'never-ready.handler',
};

const running: Readonly<Record<string, string>> = {
  'a rejection': 'plain.throwing',
  'a synchronous throw': 'plain.throwingSync',
  'a rejection with text': 'plain.rejectingText',
  'an exit': 'plain.exits',
  'an unhandled rejection': 'plain.unhandled',
  'an answer that is too big': 'plain.big',
  'an answer without a promise': 'plain.returns',
  'an answer that is no JSON': 'plain.circular',
  'an answer with a BigInt': 'plain.bigint',
  streaming: 'streaming.handler',
  'streaming that fails': 'streaming.failing',
  'streaming without a promise': 'streaming.promisesNothing',
};

/** Files that cannot be loaded, and words of the error. */
const broken: readonly (readonly [file: string, code: string, words: string])[] = [
  ['broken.js', 'const broken = ;', 'Runtime.UserCodeSyntaxError'],
  ['broken.mjs', 'export const handler = ;', 'Runtime.UserCodeSyntaxError'],
  ['broken.js', "require('no-such-package'); exports.handler = async () => 1;", 'no-such-package'],
  ['broken.mjs', "import 'no-such-package'; export const handler = async () => 1;", 'no-such-package'],
];

for (const runtime of runtimes) {
  for (const [what, handler] of Object.entries({ ...loading, ...running })) {
    test(`${runtime}: ${what} is as without the layer`, async () => {
      const [withLayer, without] = await runBoth({ runtime, handler });

      assert.equal(withLayer, without);
    });
  }

  for (const [file, code, words] of broken) {
    test(`${runtime}: ${words} in ${file} is as without the layer`, async () => {
      const taskRoot = folderWith(file, code);

      const [withLayer, without] = await runBoth({ runtime, taskRoot, handler: 'broken.handler' });

      assert.equal(withLayer, without);
      assert.match(JSON.stringify(withLayer), words);
    });
  }

  test(`${runtime}: a timeout is as without the layer`, async () => {
    const [withLayer, without] = await runBoth({ runtime, handler: 'plain.hangs', timeoutMs: 800 });

    assert.equal(withLayer, without);
  });
}

const callbacks = [
  ...['callback', 'atOnce', 'failing', 'text', 'done', 'doneFailing', 'succeed', 'fail', 'failWithNothing'],
  ...['neverCalls', 'returnsText', 'throws', 'twice', 'promise', 'promiseAndCallback', 'promiseAndSucceed'],
  ...['rejects', 'thenable'],
];

for (const name of callbacks) {
  test(`nodejs22.x: callbacks, ${name}, are as without the layer, twice`, async () => {
    const [withLayer, without] = await runBoth({ runtime: 'nodejs22.x', handler: `callbacks.${name}` }, 2);

    assert.equal(withLayer, without);
  });
}

test('nodejs24.x refuses a handler with a callback as without the layer', async () => {
  const [withLayer, without] = await runBoth({ runtime: 'nodejs24.x', handler: 'callbacks.callback' });

  assert.equal(withLayer, without);
  assert.match(JSON.stringify(withLayer), 'Runtime.CallbackHandlerDeprecated');
});

test('nodejs22.x holds an answer back until the event loop is empty, though the layer waits for its next event', async () => {
  const { local, linesWith } = await deployWithLayer({ runtime: 'nodejs22.x', handler: 'callbacks.waiting' });

  const held = await local.invoke({ wait: true });
  const linesWhenHeld = linesWith('the loop is empty').length;
  const answered = await local.invoke({ wait: false });

  assert.equal([held, answered], [ok('answered'), ok('answered')]);
  assert.is(linesWhenHeld, 1);
});

test("the function finds its own handler in the environment, and nothing of the layer's", async () => {
  const { local } = await deployWithLayer({ handler: 'plain.handler' });

  const result = await local.invoke({});

  assert.equal(result, ok({ main: true, handler: 'plain.handler', left: [] }));
});

test('OTEL_SDK_DISABLED leaves the runtime alone', async () => {
  const { local, store } = await deployWithLayer({
    handler: 'plain.handler',
    environment: { OTEL_SDK_DISABLED: 'True' },
  });

  const result = await local.invoke({});

  assert.equal(result, ok({ main: true, handler: 'plain.handler', left: [] }));
  assert.is(store.requests, 0);
});

function folderWith(file: string, code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'broken-function-'));
  made.push(folder);
  writeFileSync(join(folder, file), code);
  return folder;
}

function ok(payload: unknown): InvokeResult {
  return { ok: true, payload };
}

/** The results with the layer and without it; what differs in any two sandboxes is made the same. */
async function runBoth(
  options: Partial<FunctionOptions>,
  times = 1,
): Promise<readonly [readonly InvokeResult[], readonly InvokeResult[]]> {
  const layered = await deployWithLayer(options);
  const bare = deployFunction({ taskRoot: layeredFunctions, ...options });
  const results = async ({ local }: Pick<typeof bare, 'local'>): Promise<readonly InvokeResult[]> => {
    const all: InvokeResult[] = [];
    for (let time = 0; time < times; time++) all.push(comparable(await local.invoke({ time })));
    return all;
  };
  return Promise.all([results(layered), results(bare)]);
}

/** Request ids differ, and so does the file a stack of requires ends in where the client is started by a script of ours. */
function comparable(result: InvokeResult): InvokeResult {
  const text = JSON.stringify(result)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<request id>')
    .replace(/[^ "]*(?:callback-runtime|aws-lambda-ric[^ "]*index)\.mjs/g, "<the runtime's file>");
  return JSON.parse(text);
}

test.run();
