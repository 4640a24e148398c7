import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsdown';

/** Bundles a function and all it imports into one file, in a folder of its own; gives the folder, to be removed afterwards. */
export async function bundleFunction(entry: string): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'kinesis-otel-function-'));
  const output = { outDir, format: 'cjs', fixedExtension: true, dts: false } as const;
  const inlined = { deps: { alwaysBundle: [/./], onlyBundle: false as const } };
  await build({ entry, platform: 'node', config: false, logLevel: 'error', ...output, ...inlined });
  return outDir;
}
