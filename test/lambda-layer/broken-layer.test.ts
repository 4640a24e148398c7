import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildLayer } from '../support/built-layer.ts';
import { layeredFunctions } from '../support/layered-function.ts';
import { deployFunction, stopFunctions } from '../support/local-lambda.ts';

/* Whatever goes wrong in the layer, the function runs. */
const test = suite('lambda-layer / broken-layer');

test.after.each(stopFunctions);

const brokenParts: Readonly<Record<string, string>> = {
  'cannot be loaded': 'syntax error',
  'throws while it starts': 'exports.startLayer = () => { throw new Error("no") }',
  'cannot wrap the handler':
    'exports.loadHandler = require("./load-handler.cjs").loadHandler; exports.startLayer = () => ({ instrument: async () => { throw new Error("no") } })',
};

for (const [what, code] of Object.entries(brokenParts)) {
  for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
    test(`${runtime}: a layer that ${what} leaves the function as it is, and says so`, async () => {
      const layer = await buildLayer();
      writeFileSync(join(layer, 'kinesis-otel-layer/bootstrap.cjs'), code);
      const { local, line } = deployFunction({
        runtime,
        taskRoot: layeredFunctions,
        handler: 'plain.handler',
        layers: [layer],
        environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/kinesis-otel' },
      });

      const result = await local.invoke({});

      assert.equal(result, { ok: true, payload: { main: true, handler: 'plain.handler', left: [] } });
      await line('without');
    });
  }
}

for (const [file, runtime, sdk] of [
  ['touch', 'nodejs24.x', 'auto'],
  ['touch', 'nodejs24.x', 'layer'],
  ['callbacks', 'nodejs22.x', 'auto'],
] as const) {
  test(`${file}.cjs that cannot be loaded once Lambda knows of the layer, SDK ${sdk}, leaves the function as it is`, async () => {
    const layer = await buildLayer();
    writeFileSync(join(layer, `kinesis-otel-layer/${file}.cjs`), 'syntax error');
    const { local, line } = deployFunction({
      runtime,
      taskRoot: layeredFunctions,
      handler: 'plain.handler',
      layers: [layer],
      environment: {
        AWS_LAMBDA_EXEC_WRAPPER: '/opt/kinesis-otel',
        KINESIS_OTEL_SDK: sdk,
        KINESIS_OTEL_RECORD_ATTRIBUTION: 'touch',
      },
    });

    const results = [await local.invoke({}), await local.invoke({})];

    assert.ok(
      results.every(({ ok }) => ok),
      JSON.stringify(results),
    );
    await line('without');
  });
}

test.run();
