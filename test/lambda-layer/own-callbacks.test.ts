import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { InvokeResult } from '../../packages/local-pipeline/src/lambda/invoke-result.ts';
import { bundleFunction } from '../support/bundle-function.ts';
import { deployWithLayer, stopLayered } from '../support/layered-function.ts';
import { type DeployedFunction, deployFunction } from '../support/local-lambda.ts';

/* Handlers as they were before promises, wrapped in code on an SDK of the function's own, and by the layer once more. */
const test = suite('lambda-layer / callback handlers that a function has wrapped itself');

const wrapped = fileURLToPath(new URL('../consumer-sdk/functions/wrapped-callbacks.ts', import.meta.url));
const taskRoot = await bundleFunction(wrapped);
const names = Object.keys(createRequire(import.meta.url)('./functions/callbacks.cjs'));
const runtime = 'nodejs22.x';

test.after.each(stopLayered);
test.after(() => rm(taskRoot, { recursive: true }));

async function twice({ local }: Pick<DeployedFunction, 'local'>): Promise<readonly InvokeResult[]> {
  const results = [await local.invoke({ time: 1 }), await local.invoke({ time: 2 })];
  // Request ids differ.
  return JSON.parse(JSON.stringify(results).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<request id>'));
}

for (const name of names) {
  test(`nodejs22.x: ${name} answers as it does without either, twice`, async () => {
    const layered = await deployWithLayer({ runtime, taskRoot, handler: `wrapped-callbacks.wrapped.${name}` });
    const bare = deployFunction({ runtime, taskRoot, handler: `wrapped-callbacks.bare.${name}` });

    const [both, neither] = await Promise.all([twice(layered), twice(bare)]);

    assert.equal(both, neither);
  });
}

test.run();
