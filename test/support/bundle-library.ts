import { mkdtempSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'tsdown';

const root = join(import.meta.dirname, '../..');

/** What to bundle, and for whom. */
export interface BundledLibrary {
  /** A file of `packages`, without its ending: `consumer-sdk/src/index`. */
  readonly entry: string;
  /** A folder of this repository, whose OpenTelemetry API it takes. @defaultValue the repository's own */
  readonly home?: string;
  /** @defaultValue cjs */
  readonly format?: 'cjs' | 'esm';
}

/** Makes a copy of a library as a bundler would, and gives its path; remove the folder it lies in afterwards. */
export async function bundleLibrary({ entry, home = '.', format = 'cjs' }: BundledLibrary): Promise<string> {
  const outDir = mkdtempSync(join(root, home, 'node_modules/.copy-'));
  const output = { outDir, format, fixedExtension: true, dts: false } as const;
  const path = join(root, 'packages', `${entry}.ts`);
  await build({ entry: path, platform: 'node', config: false, logLevel: 'error', ...output });
  return join(outDir, `${basename(entry)}.${format === 'cjs' ? 'cjs' : 'mjs'}`);
}
