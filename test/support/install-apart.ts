import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const pnpm = 'npx --yes pnpm@10.34.9';
/** Outside the workspace, and without scripts. */
const install = ['install', '--ignore-workspace', '--frozen-lockfile', '--ignore-scripts'];

/**
 * Installs what a folder's own manifest wants and few need, where it is missing. Undefined once it is there, else what went
 * wrong.
 *
 * @param what for the message, as 'what to compare with'
 */
export async function installApart(
  folder: string,
  what: string,
  flags: readonly string[] = [],
): Promise<string | undefined> {
  if (isInstalled(folder)) return undefined;
  const [program, ...first] = pnpmCommand();
  const words = [...install, ...flags];
  const child = spawn(program, [...first, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (log += text));
  const [code] = await once(child, 'close');
  if (code === 0 && isInstalled(folder)) return undefined;
  const reason = log.split('\n').find((line) => /ERR|error/i.test(line)) ?? 'pnpm gave no reason';
  return `Could not install ${what}: ${reason.trim()}. Run \`cd ${relative('.', folder)} && ${pnpm} ${words.join(' ')}\` to see all of it.`;
}

function isInstalled(folder: string): boolean {
  return Object.entries(dependenciesOf(folder)).every(([name, wanted]) => {
    const path = join(folder, 'node_modules', name, 'package.json');
    if (!existsSync(path)) return false;
    const { version }: { readonly version: string } = JSON.parse(readFileSync(path, 'utf8'));
    // An alias names its package before the version, and a package of Node's has a v before its own.
    return version.replace(/^v/, '') === wanted.split('@').at(-1);
  });
}

function dependenciesOf(folder: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies;
}

/** The pnpm that called, or the one this repository is made with. */
function pnpmCommand(): readonly [program: string, ...args: string[]] {
  const path = process.env.npm_execpath;
  if (path === undefined || !/pnpm/.test(process.env.npm_config_user_agent ?? path))
    return ['npx', '--yes', 'pnpm@10.34.9'];
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path];
}
