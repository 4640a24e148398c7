import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const pnpm = 'npx --yes pnpm@10.34.9';
/** Outside the workspace, without scripts, and without the optional native parts: nothing here calls them. */
const install = ['install', '--ignore-workspace', '--frozen-lockfile', '--ignore-scripts', '--no-optional'];

/** Installs what the benchmarks compare with, where it is missing. Undefined once it is there, else what went wrong. */
export async function installRivals(): Promise<string | undefined> {
  if (isInstalled()) return undefined;
  const [program, ...first] = pnpmCommand();
  const child = spawn(program, [...first, ...install], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (log += text));
  const [code] = await once(child, 'close');
  if (code === 0 && isInstalled()) return undefined;
  const reason = log.split('\n').find((line) => /ERR|error/i.test(line)) ?? 'pnpm gave no reason';
  return `Could not install what to compare with: ${reason.trim()}. Run \`cd test/bench && ${pnpm} ${install.join(' ')}\` to see all of it.`;
}

function isInstalled(): boolean {
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = manifest('.');
  return Object.entries(dependencies).every(([name, version]) => {
    const path = join('node_modules', name);
    return existsSync(join(folder, path)) && manifest(path).version === version;
  });
}

function manifest(path: string): { readonly version: string; readonly dependencies: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(folder, path, 'package.json'), 'utf8'));
}

/** The pnpm that called, or the one this repository is made with. */
function pnpmCommand(): readonly [program: string, ...args: string[]] {
  const path = process.env.npm_execpath;
  if (path === undefined || !/pnpm/.test(process.env.npm_config_user_agent ?? path))
    return ['npx', '--yes', 'pnpm@10.34.9'];
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path];
}
