import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const pnpm = 'npx --yes pnpm@10.34.9';

/**
 * Installs the dependencies where they are missing or not those of the lockfile; offline otherwise. Says in one line
 * what went wrong and what cures it. `started` is given the process that installs.
 */
export async function installIfNeeded(root, started) {
  if (isInstalled(root)) return true;
  const command = pnpmCommand();
  if (command === undefined) {
    say(`Dependencies are missing, and only pnpm installs them. Run \`${pnpm} demo\` or \`${pnpm} test\`.`);
    return false;
  }
  say('Installing the dependencies (once; about 700 MB on disk) …');
  const { code, log } = await install(root, command, started);
  if (code === 0 && isInstalled(root)) return true;
  say(explainFailure(log, root));
  return false;
}

function isInstalled(root) {
  const [wanted, present] = ['pnpm-lock.yaml', 'node_modules/.pnpm/lock.yaml'].map((path) => join(root, path));
  if (!existsSync(present) || !existsSync(join(root, 'node_modules/.bin/node'))) return false;
  return readFileSync(wanted).equals(readFileSync(present));
}

/** The pnpm that called this script: npm_execpath is a JavaScript file, or the program itself. */
function pnpmCommand() {
  const path = process.env.npm_execpath;
  if (path === undefined || !/pnpm/.test(process.env.npm_config_user_agent ?? path)) return undefined;
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path];
}

function install(root, [program, ...first], started) {
  // Development dependencies are wanted whatever NODE_ENV says, and nobody is there to be asked.
  const flags = ['--frozen-lockfile', '--prod=false', '--config.confirmModulesPurge=false', '--reporter=append-only'];
  const child = spawn(program, [...first, 'install', ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  started(child);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      log += text;
      showProgress(text);
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, log: error.message }));
    child.once('close', (code) => {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      resolve({ code, log });
    });
  });
}

/** In a terminal, one line that changes. Elsewhere nothing, so that a log stays short. */
function showProgress(text) {
  const progress = text.match(/^Progress: .*$/gm)?.at(-1);
  if (progress !== undefined && process.stderr.isTTY) process.stderr.write(`\r\u001b[K${progress}`);
}

/** The first rule that fits says what is wrong. A full disk and a read-only folder may end in network words as well. */
const failures = [
  [
    /ENOSPC/,
    (_, root) => `The disk that holds ${root} or pnpm's store is full. Make room for about 1 GB and try again.`,
  ],
  [
    /\b(?:EROFS|EACCES|EPERM)\b(?:.*?'([^'\n]+)')?/,
    ([, path], root) => `Cannot write to ${path ?? root}. Clone into a folder you may write to, or free that path.`,
  ],
  [
    /ERR_PNPM_OUTDATED_LOCKFILE|ERR_PNPM_LOCKFILE_CONFIG_MISMATCH|ERR_PNPM_FROZEN_LOCKFILE\w*|ERR_PNPM_NO_LOCKFILE/,
    () => `pnpm-lock.yaml does not fit package.json. Run \`${pnpm} install --no-frozen-lockfile\`, or undo the change.`,
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL/,
    ([code]) =>
      `The package registry cannot be reached (${code}). Check the network or the proxy settings and try again.`,
  ],
];

function explainFailure(log, root) {
  for (const [pattern, explain] of failures) {
    const found = pattern.exec(log);
    if (found) return `Could not install. ${explain(found, root)}`;
  }
  const line =
    log
      .split('\n')
      .find((text) => /ERR|error/i.test(text))
      ?.trim() ?? 'pnpm gave no reason';
  return `Could not install: ${line}. Run \`${pnpm} install\` to see all of it.`;
}

/** Standard output belongs to the script that is run. */
function say(line) {
  process.stderr.write(`${line}\n`);
}
