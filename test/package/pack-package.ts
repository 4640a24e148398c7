import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './published-packages.ts';

/** A package as npm would serve it. */
export interface PackedPackage {
  readonly name: string;
  readonly tarball: string;
  /** The unpacked files. */
  readonly folder: string;
}

/** Packs a built package and unpacks it into the node_modules of a project that has nothing else. */
export function packPackage(name: string, project: string): PackedPackage {
  const destination = join(project, 'tarballs', name);
  const folder = join(project, 'node_modules/@kinesis-otel', name);
  mkdirSync(destination, { recursive: true });
  mkdirSync(folder, { recursive: true });

  const [program, ...first] = pnpmCommand();
  const words = [...first, 'pack', '--pack-destination', destination];
  execFileSync(program, words, { cwd: join(root, 'packages', name), stdio: ['ignore', 'ignore', 'pipe'] });
  const [tarball] = globSync('*.tgz', { cwd: destination });
  if (tarball === undefined) throw new Error(`pnpm pack made no tarball of ${name}.`);

  const path = join(destination, tarball);
  execFileSync('tar', ['--extract', '--gzip', '--strip-components=1', '--file', path, '--directory', folder]);
  return { name, tarball: path, folder };
}

/** The pnpm that runs this script, or one that npm fetches. */
function pnpmCommand(): readonly [string, ...string[]] {
  const path = process.env.npm_execpath;
  if (path?.includes('pnpm') !== true) return ['npx', '--yes', 'pnpm@10.34.9'];
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path];
}
