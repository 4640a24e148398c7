import { join } from 'node:path';
import { build } from 'tsdown';
import { lazyCrypto } from './lazy-crypto.ts';
import { readAnyApi } from './read-any-api.ts';

const source = join(import.meta.dirname, '..');

/** What the runtime has loaded already, so that loading it costs nothing. */
const cheapModules: readonly string[] = ['async_hooks', 'buffer', 'events', 'fs', 'module', 'path', 'url'];

/** A file the layer is made of. */
export interface BundledFile {
  readonly name: string;
  readonly code: string;
  /** The files it was made from, absolute. */
  readonly modules: readonly string[];
}

/** Bundles the layer: the handler as an ES module, which alone may wait for another at its top level, the rest as CommonJS. */
export async function bundleLayer(): Promise<readonly BundledFile[]> {
  return [await bundle('handler.ts', 'esm', 'handler.mjs'), await bundle('bootstrap.ts', 'cjs', 'bootstrap.cjs')];
}

async function bundle(entry: string, format: 'esm' | 'cjs', name: string): Promise<BundledFile> {
  const [bundle] = await build({
    config: false,
    entry: join(source, entry),
    format,
    platform: 'node',
    target: 'node22',
    minify: true,
    dts: false,
    write: false,
    deps: { alwaysBundle: [/.*/] },
    plugins: [lazyCrypto(), readAnyApi()],
    tsconfig: join(source, '../../../tsconfig.json'),
    logLevel: 'error',
    report: false,
  });
  const chunks = (bundle?.chunks ?? []).filter((chunk) => chunk.type === 'chunk');
  const [chunk] = chunks;
  if (chunk === undefined || chunks.length > 1) throw new Error(`${entry} did not become one file.`);
  const eager = chunk.imports.filter((module) => !cheapModules.includes(module.replace('node:', '')));
  if (eager.length > 0) throw new Error(`${entry} loads ${eager.join(', ')} at start: load it when it is needed.`);
  return { name, code: chunk.code, modules: chunk.moduleIds };
}
