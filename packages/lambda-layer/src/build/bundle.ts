import { join } from 'node:path';
import { build } from 'tsdown';
import { lazyCrypto } from './lazy-crypto.ts';
import { readAnyApi } from './read-any-api.ts';

const source = join(import.meta.dirname, '..');

/** What the runtime has loaded already, so that requiring it costs nothing. */
const cheapModules: readonly string[] = ['async_hooks', 'buffer', 'events', 'fs', 'path', 'util'];

/** Files that the layer loads when they are needed. */
const lazyFiles: readonly string[] = ['./json-serializers.cjs', './protobuf-serializers.cjs', './stamping.cjs'];

/** A file the layer is made of. */
export interface BundledFile {
  readonly name: string;
  readonly code: string;
  /** The files it was made from, absolute. */
  readonly modules: readonly string[];
}

/**
 * Bundles the layer: the handler as an ES module, because only such a one may wait for another at its top level, the rest as
 * CommonJS. An ES module that imports one of Node's own makes Node build a facade of it, which reads every export, and so
 * loads what the getters among them stand for: with `node:fs` that costs more than all of the layer.
 */
export async function bundleLayer(): Promise<readonly BundledFile[]> {
  return [
    await bundle('handler.ts', 'esm', 'handler.mjs', []),
    await bundle('loading/load-handler.ts', 'cjs', 'load-handler.cjs', cheapModules),
    await bundle('bootstrap.ts', 'cjs', 'bootstrap.cjs', [...cheapModules, ...lazyFiles]),
    await bundle('otlp/json-serializers.ts', 'cjs', 'json-serializers.cjs', cheapModules),
    await bundle('otlp/protobuf-serializers.ts', 'cjs', 'protobuf-serializers.cjs', cheapModules),
    await bundle('aws-clients/stamping.ts', 'cjs', 'stamping.cjs', cheapModules),
  ];
}

async function bundle(
  entry: string,
  format: 'esm' | 'cjs',
  name: string,
  mayLoad: readonly string[],
): Promise<BundledFile> {
  const [bundle] = await build({
    config: false,
    entry: join(source, entry),
    format,
    platform: 'node',
    target: 'node22',
    minify: true,
    dts: false,
    write: false,
    deps: { alwaysBundle: [/^[^.]/], neverBundle: [...lazyFiles] },
    plugins: [lazyCrypto(), readAnyApi()],
    tsconfig: join(source, '../../../tsconfig.json'),
    logLevel: 'error',
    report: false,
  });
  const chunks = (bundle?.chunks ?? []).filter((chunk) => chunk.type === 'chunk');
  const [chunk] = chunks;
  if (chunk === undefined || chunks.length > 1) throw new Error(`${entry} did not become one file.`);
  const eager = chunk.imports.filter((module) => !mayLoad.includes(module.replace('node:', '')));
  if (eager.length > 0) throw new Error(`${entry} loads ${eager.join(', ')} at start: load it when it is needed.`);
  return { name, code: inAscii(chunk.code), modules: chunk.moduleIds };
}

/** V8 compiles text of one byte a character a quarter faster than text that has one character beyond. */
function inAscii(code: string): string {
  return code.replace(/\P{ASCII}/gu, escaped);
}

/** Each of a character's one or two units, as string and template literals have it. */
function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
