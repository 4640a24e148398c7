import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'tsdown';

const root = join(import.meta.dirname, '../..');

/**
 * Makes a CommonJS copy of the consumer SDK, as a bundler would, and gives its path. It takes the OpenTelemetry API that
 * is installed at `home`, a folder of this repository; remove the folder it lies in afterwards.
 */
export async function bundleConsumer(home = '.'): Promise<string> {
  const outDir = mkdtempSync(join(root, home, 'node_modules/.copy-'));
  const entry = join(root, 'packages/consumer-sdk/src/index.ts');
  const output = { outDir, format: 'cjs', fixedExtension: true, dts: false } as const;
  await build({ entry, platform: 'node', config: false, logLevel: 'error', ...output });
  return join(outDir, 'index.cjs');
}
