import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type Format } from 'esbuild';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readStamped } from '../support/read-stamped.ts';

const test = suite('producer-sdk / the instrumentation, bundled by esbuild');

const run = promisify(execFile);
const entry = join(import.meta.dirname, 'programs/bundled-instrumentation.ts');
// What esbuild's users write to have CommonJS packages in a module.
const requireInModules = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

/** What the application tells, bundled in that format, with those packages left outside. */
async function tell(format: Format, external: string[]) {
  const folder = mkdtempSync(join(import.meta.dirname, '../../node_modules/.bundled-'));
  try {
    const outfile = join(folder, format === 'esm' ? 'app.mjs' : 'app.cjs');
    const banner = format === 'esm' ? { js: requireInModules } : {};
    const common = { bundle: true, minify: true, platform: 'node' } as const;
    await build({ entryPoints: [entry], outfile, format, banner, external, ...common });
    const { stdout, stderr } = await run(process.execPath, [outfile]);
    assert.is(stderr, '');
    return JSON.parse(stdout) as { readonly data: string; readonly spans: { name: string; spanId: string }[] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const format of ['esm', 'cjs'] as const) {
  test(`${format}, the AWS SDK left outside: every client is instrumented`, async () => {
    const { data, spans } = await tell(format, ['@aws-sdk/*']);

    const { payload, carrier } = readStamped(Buffer.from(data));
    assert.equal([payload, spans.map(({ name }) => name)], ['{"id":1}', ['send orders']]);
    assert.is(carrier?.traceparent.split('-')[2], spans[0]?.spanId);
  });

  test(`${format}, the AWS SDK inside: there is no package to find, and puts go out as they are`, async () => {
    const { data, spans } = await tell(format, []);

    assert.equal([data, spans], ['{"id":1}', []]);
  });
}

test.run();
