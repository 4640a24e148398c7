import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { HandlerName } from './handler-name.ts';
import type { Loaders } from './load-as-nodejs22.ts';

/**
 * Loads a function's file as nodejs24.x does: every ending by `import`, and last whatever `require` finds. What loading
 * throws goes through untouched: the runtime words it.
 */
export async function loadAsNodejs24(root: string, { folder, file }: HandlerName, load: Loaders): Promise<unknown> {
  const base = resolve(root, folder, file);
  const found = ['', '.js', '.mjs', '.cjs'].map((ending) => base + ending).find((each) => existsSync(each));
  if (found !== undefined) return load.import(found);
  return load.require(load.require.resolve(file, { paths: [root, join(root, folder)] }));
}
