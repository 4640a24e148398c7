import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleLibrary } from '../support/bundle-library.ts';
import type { Registration } from '../support/put-on-sdk.ts';

const test = suite('producer-sdk / API 1.9 and 1.10, SDK 2.x and 3.x');

const run = promisify(execFile);
const program = join(import.meta.dirname, '../support/put-on-sdk.ts');
const entry = 'producer-sdk/src/index';
const libraries = [
  ['1.9', await bundleLibrary({ entry, home: 'test/otel-sdk-2' })],
  ['1.10', await bundleLibrary({ entry })],
] as const;

test.after(() => {
  for (const [, path] of libraries) rmSync(dirname(path), { recursive: true });
});

async function put(path: string, registrations: readonly Registration[]) {
  const words = ['--disable-warning=ExperimentalWarning', program, JSON.stringify(registrations), path];
  const { stdout, stderr } = await run(process.execPath, words);
  assert.is(stderr, '');
  return JSON.parse(stdout);
}

const send = ['send orders', 'send orders'];

for (const [api, path] of libraries) {
  test(`a library with API ${api} on SDK 2.x: spans and figures arrive, and nothing is warned of`, async () => {
    const told = await put(path, ['2 traces', '2 metrics']);

    assert.equal(told, { spans: send, stamped: 4, success: [4, null], warnings: [] });
  });

  test(`a library with API ${api} on SDK 3.x: spans and figures arrive, and nothing is warned of`, async () => {
    const told = await put(path, ['3 traces', '3 metrics']);

    assert.equal(told, { spans: send, stamped: 4, success: [null, 4], warnings: [] });
  });

  test(`a library with API ${api} on both, SDK 2.x first: all arrives where it was registered first`, async () => {
    const told = await put(path, ['2 traces', '2 metrics', '3 traces', '3 metrics']);

    assert.equal(told, { spans: send, stamped: 4, success: [4, null], warnings: [] });
  });

  test(`a library with API ${api} on both, SDK 3.x first: all arrives where it was registered first`, async () => {
    const told = await put(path, ['3 traces', '3 metrics', '2 traces', '2 metrics']);

    assert.equal(told, { spans: send, stamped: 4, success: [null, 4], warnings: [] });
  });

  for (const [registrations, missing, spans] of [
    [['2 traces', '3 metrics'], 'no meter provider', send],
    [['3 traces', '2 metrics'], 'no meter provider', send],
    [['2 metrics', '3 traces'], 'no tracer provider', []],
    [['3 metrics', '2 traces'], 'no tracer provider', []],
  ] as const) {
    test(`a library with API ${api}, ${registrations.join(' then ')}: one warning says that there is ${missing}`, async () => {
      const told = await put(path, registrations);

      assert.equal([told.spans, told.warnings.length], [spans, 1]);
      assert.match(told.warnings[0], missing);
      assert.equal(told.success.filter((count: unknown) => count === 4).length, spans.length === 0 ? 1 : 0);
    });
  }
}

test.run();
