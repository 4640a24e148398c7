import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, parse } from 'node:path';
import { build as buildWithEsbuild } from 'esbuild';
import { build } from 'tsdown';

/** What bundles functions: Rolldown, or esbuild as SAM, CDK and the Serverless Framework do. */
export type Bundler = 'rolldown' | 'esbuild';

/** Bundles a function and all it imports into one file, in a folder of its own; gives the folder, to be removed afterwards. */
export async function bundleFunction(entry: string, bundler: Bundler = 'rolldown'): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'kinesis-otel-function-'));
  if (bundler === 'esbuild') {
    const outfile = join(outDir, `${parse(basename(entry)).name}.cjs`);
    const output = { outfile, format: 'cjs', minify: true } as const;
    await buildWithEsbuild({ entryPoints: [entry], bundle: true, platform: 'node', target: 'node22', ...output });
    return outDir;
  }
  const output = { outDir, format: 'cjs', fixedExtension: true, dts: false } as const;
  const inlined = { deps: { alwaysBundle: [/./], onlyBundle: false as const } };
  await build({ entry, platform: 'node', config: false, logLevel: 'error', ...output, ...inlined });
  return outDir;
}
