import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { HandlerName } from './handler-name.ts';

/** What loads a file: the layer's own, so that both ways are the runtime's. */
export interface Loaders {
  /** Requires on the runtime's behalf: error messages name who asked. */
  readonly require: NodeJS.Require;
  readonly import: (file: string) => Promise<unknown>;
}

/**
 * Loads a function's file in the order of nodejs22.x and before: a file without an ending, `.js` by the kind of its package,
 * `.mjs`, `.cjs`, and last whatever `require` finds. What loading throws goes through untouched: the runtime words it.
 */
export async function loadAsNodejs22(root: string, { folder, file }: HandlerName, load: Loaders): Promise<unknown> {
  const base = resolve(root, folder, file);
  const required = (ending: string): unknown => (existsSync(base + ending) ? load.require(base + ending) : undefined);
  const imported = async (ending: string): Promise<unknown> =>
    existsSync(base + ending) ? await load.import(base + ending) : undefined;
  const isModule = existsSync(`${base}.js`) && isModulePackage(dirname(base));
  return (
    required('') ||
    (isModule ? await imported('.js') : required('.js')) ||
    (await imported('.mjs')) ||
    required('.cjs') ||
    load.require(load.require.resolve(file, { paths: [root, folder] }))
  );
}

/** Whether the nearest package.json says `"type": "module"`. */
function isModulePackage(folder: string): boolean {
  if (folder.endsWith('/node_modules')) return false;
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) return saysModule(manifest);
  return folder === dirname(folder) ? false : isModulePackage(dirname(folder));
}

function saysModule(manifest: string): boolean {
  try {
    return JSON.parse(readFileSync(manifest, 'utf8'))?.type === 'module';
  } catch (error) {
    console.warn(`${manifest} cannot be read, it will be ignored for ES module detection purposes.`, error);
    return false;
  }
}
