import { join } from 'node:path';
import { build, type Rolldown } from 'tsdown';
import { lazyCrypto } from './lazy-crypto.ts';
import { readAnyApi } from './read-any-api.ts';
import { slimCatalogue } from './slim-catalogue.ts';

const source = join(import.meta.dirname, '..');

/** What the runtime has loaded already, so that requiring it costs nothing. */
const cheapModules: readonly string[] = ['async_hooks', 'buffer', 'events', 'fs', 'path', 'util'];

/** The file that every start loads, and what it is made from. */
const start = { name: 'bootstrap', entry: 'bootstrap.ts' } as const;

/** Files that the layer loads when they are needed (`lazy-parts.ts`), and what each is made from. */
const lazyEntries: Readonly<Record<string, string>> = {
  'aws-clients': 'aws-clients/instrument-send.ts',
  callbacks: 'invocation/callbacks.ts',
  stamping: 'aws-clients/stamping.ts',
  touch: 'touch/touch.ts',
};

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
    // By itself, for the case that nothing else can be loaded.
    ...(await bundle('esm', { handler: 'handler.ts' })),
    ...(await bundle('cjs', { 'load-handler': 'loading/load-handler.ts' })),
    // By themselves too: to find another file costs the first flush more than the little they have in common with it.
    ...(await bundle('cjs', { exporter: 'otlp/open-outbox.ts' })),
    ...(await bundle('cjs', { protobuf: 'otlp/protobuf-serializers.ts' })),
    ...(await bundleParts()),
  ];
}

/** The start, and the lazy files, which take from it what they have in common. */
async function bundleParts(): Promise<readonly BundledFile[]> {
  const [alone] = await bundle('cjs', { [start.name]: start.entry });
  const atStart = new Set(alone?.modules);
  const groups = [
    { name: start.name, test: (id: string) => atStart.has(id), priority: 1 },
    { name: 'shared', minShareCount: 2 },
  ];
  const entries = { [`${start.name}-entry`]: start.entry, ...lazyEntries };
  const files = await bundle('cjs', entries, { codeSplitting: { groups }, minifyInternalExports: false });
  // Only hands on what the other file has under the same names.
  return files.filter(({ name }) => name !== `${start.name}-entry.cjs`);
}

async function bundle(
  format: 'esm' | 'cjs',
  entries: Readonly<Record<string, string>>,
  outputOptions: Rolldown.OutputOptions = {},
): Promise<readonly BundledFile[]> {
  const [bundled] = await build({
    config: false,
    entry: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(source, file)])),
    format,
    platform: 'node',
    target: 'node22',
    minify: true,
    dts: false,
    write: false,
    deps: {
      alwaysBundle: [/^[^.]/],
      neverBundle: [...Object.keys(lazyEntries), 'exporter', 'protobuf'].map((name) => `./${name}.cjs`),
    },
    plugins: [lazyCrypto(), readAnyApi(), slimCatalogue()],
    outputOptions: { chunkFileNames: '[name].cjs', ...outputOptions },
    tsconfig: join(source, '../../../tsconfig.json'),
    logLevel: 'error',
    report: false,
  });
  const chunks = (bundled?.chunks ?? []).filter((chunk) => chunk.type === 'chunk');
  const own = chunks.map(({ fileName }) => fileName);
  for (const { fileName, imports } of chunks) {
    const mayLoad = fileName === `${start.name}.cjs` ? cheapModules : [...cheapModules, ...own];
    const others = imports.filter((module) => !mayLoad.includes(module.replace('node:', '')));
    if (others.length > 0) throw new Error(`${fileName} loads ${others.join(', ')}: load it when it is needed.`);
  }
  return chunks.map(({ fileName, code, moduleIds }) => ({
    name: fileName,
    code: inAscii(plainExports(code)),
    modules: moduleIds,
  }));
}

/** What is exported is all there at the end of a file, where it is exported, and none of it changes: values do for getters. */
function plainExports(code: string): string {
  return code.replace(
    /Object\.defineProperty\(exports,"(\w+)",\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g,
    'exports.$1=$2',
  );
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
