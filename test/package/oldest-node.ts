import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installApart } from '../support/install-apart.ts';
import { root } from './published-packages.ts';

const folder = join(root, 'test/oldest-node');
const manifest: { readonly dependencies: { readonly 'node-22': string } } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);

/** What every published package says of Node: the oldest one that it is tried on, or later. */
export const nodeRange: string = `>=${manifest.dependencies['node-22'].split('@').at(-1)?.replace(/\.0$/, '')}`;

/**
 * The program of the oldest Node that the packages allow, 52 MB that are fetched where they are missing; undefined on a
 * platform that npm has none for.
 *
 * @throws Error when it could not be fetched
 */
export async function oldestNode(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const problem = await installApart(folder, 'the oldest Node');
  if (problem !== undefined) throw new Error(problem);
  return join(folder, 'node_modules/node-22/bin/node');
}
