import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleLibrary } from '../support/bundle-library.ts';

const test = suite('consumer-sdk / API 1.9 and 1.10, SDK 2.x and 3.x');

const run = promisify(execFile);
const program = join(import.meta.dirname, '../support/consume-on-sdk.ts');

for (const [api, home] of [
  ['1.9', 'test/otel-sdk-2'],
  ['1.10', '.'],
] as const) {
  for (const sdk of ['2', '3']) {
    test(`a library with API ${api} on SDK ${sdk}.x: every span and figure has left when the handler returns`, async () => {
      const library = await bundleLibrary({ entry: 'consumer-sdk/src/index', home });
      try {
        const { stdout, stderr } = await run(process.execPath, [
          '--disable-warning=ExperimentalWarning',
          program,
          sdk,
          library,
        ]);

        assert.equal(JSON.parse(stdout), { spans: 1_002, scopes: ['@kinesis-otel/consumer-sdk'], success: 1_000 });
        assert.is(stderr, '');
      } finally {
        rmSync(dirname(library), { recursive: true });
      }
    });
  }
}

test.run();
