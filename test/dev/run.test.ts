import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('dev / run');

const root = join(import.meta.dirname, '../..');

/** Stands in for pnpm: fails as it is told, or installs a lockfile and a Node. */
const fakePnpm = `
  const { appendFileSync, copyFileSync, mkdirSync, rmSync, symlinkSync } = require('node:fs');
  appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
  if (process.env.FAKE_SLOWNESS) setInterval(() => {}, 1000);
  if (process.env.FAKE_FAILURE) { console.log(process.env.FAKE_FAILURE); process.exit(1); }
  mkdirSync('node_modules/.pnpm', { recursive: true });
  mkdirSync('node_modules/.bin', { recursive: true });
  rmSync('node_modules/.bin/node', { force: true });
  symlinkSync(process.execPath, 'node_modules/.bin/node');
  copyFileSync('pnpm-lock.yaml', 'node_modules/.pnpm/lock.yaml');
`;

const script = `
  import { writeFileSync } from 'node:fs';
  const [what, ...others]: string[] = process.argv.slice(2);
  if (what === 'tell') console.log(JSON.stringify(others));
  if (what === 'exit') process.exitCode = Number(others[0]);
  if (what === 'die') process.kill(process.pid, 'SIGKILL');
  if (what === 'work') {
    setInterval(() => {}, 1000);
    const told: string[] = [];
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {
      told.push(signal);
      setTimeout(() => { writeFileSync('stopped', told.join()); process.exit(5); }, 700);
    });
    writeFileSync('started', '');
  }
`;

/** Stands in for \`npx\` and pnpm's own shell: pnpm.cjs -> sh -> node .dev/run.mjs. */
const fakeCaller = `
  const command = JSON.stringify(process.execPath) + ' .dev/run.mjs script.ts work; true';
  require('node:child_process').spawn('sh', ['-c', command], { stdio: 'ignore' });
`;

const folders: string[] = [];

function clone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  folders.push(folder);
  mkdirSync(join(folder, '.dev'));
  for (const file of ['run.mjs', 'install.mjs', 'callers.mjs', 'stop-with-caller.mjs']) {
    cpSync(join(root, '.dev', file), join(folder, '.dev', file));
  }
  writeFileSync(join(folder, 'pnpm-lock.yaml'), 'lockfileVersion: 9.0\n');
  writeFileSync(join(folder, 'script.ts'), script);
  writeFileSync(join(folder, 'fake-pnpm.cjs'), fakePnpm);
  writeFileSync(join(folder, 'pnpm.cjs'), fakeCaller);
  return folder;
}

const callerEnvironment = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  npm_execpath: join(folder, 'fake-pnpm.cjs'),
  npm_config_user_agent: 'pnpm/10.34.9 npm/? node/v20.20.2 linux x64',
});

function run(folder: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  const command = ['.dev/run.mjs', 'script.ts', ...words];
  const options = { cwd: folder, encoding: 'utf8', env: { ...callerEnvironment(folder), ...env } } as const;
  return spawnSync(process.execPath, command, options);
}

async function startWork(folder: string, command: readonly string[], detached = false): Promise<ChildProcess> {
  const options = { cwd: folder, env: callerEnvironment(folder), stdio: 'ignore', detached } as const;
  const child = spawn(process.execPath, command, options);
  while (!existsSync(join(folder, 'started'))) await wait(20);
  return child;
}

async function isStopped(folder: string): Promise<true> {
  while (!existsSync(join(folder, 'stopped'))) await wait(20);
  return true;
}

const callsOf = (folder: string): string => readFileSync(join(folder, 'calls'), 'utf8');

test.after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test('installs what the lockfile says, then runs the script with its arguments', () => {
  const folder = clone();

  const { status, stdout } = run(folder, ['tell', '--records', '5', '--json', 'a file']);

  assert.is(status, 0);
  assert.is(stdout, '["--records","5","--json","a file"]\n');
  assert.match(callsOf(folder), /^install --frozen-lockfile --prod=false/);
});

test('asks pnpm for nothing when all is installed', () => {
  const folder = clone();
  run(folder, ['tell']);

  const { stderr } = run(folder, ['tell']);

  assert.is(stderr, '');
  assert.is(callsOf(folder).trim().split('\n').length, 1);
});

test('installs again when the lockfile has changed', () => {
  const folder = clone();
  run(folder, ['tell']);
  writeFileSync(join(folder, 'pnpm-lock.yaml'), 'lockfileVersion: 9.1\n');

  const { status } = run(folder, ['tell']);

  assert.is(status, 0);
  assert.is(callsOf(folder).trim().split('\n').length, 2);
});

for (const [what, log, line] of [
  [
    'a registry that is not there',
    'ERR_PNPM_META_FETCH_FAIL  request to http://127.0.0.1:9/uvu failed, reason: connect ECONNREFUSED',
    'The package registry cannot be reached (ERR_PNPM_META_FETCH_FAIL). Check the network or the proxy settings',
  ],
  ['a read-only folder', "EROFS: read-only file system, mkdir '/a/b'", 'Cannot write to /a/b. Clone into a folder'],
  ['a full disk', 'ENOSPC: no space left on device, copyfile', 'is full. Make room for about 1 GB'],
  ['a lockfile of old', 'ERR_PNPM_OUTDATED_LOCKFILE  Cannot install', 'pnpm-lock.yaml does not fit package.json.'],
  ['anything else', 'Progress: 1\n ERR_PNPM_ODD  It is odd\nmore', 'Could not install: ERR_PNPM_ODD  It is odd. Run'],
] as const) {
  test(`says in one line what is wrong: ${what}`, () => {
    const { status, stdout, stderr } = run(clone(), ['tell'], { FAKE_FAILURE: log });

    const [, ...told] = stderr.trimEnd().split('\n');
    assert.is(status, 1);
    assert.is(stdout, '');
    assert.is(told.length, 1, stderr);
    assert.match(told.join(), line);
  });
}

test('says how to call it when npm calls', () => {
  const { status, stderr } = run(clone(), ['tell'], { npm_config_user_agent: 'npm/11.19.1 node/v20.20.2 linux x64' });

  assert.is(status, 1);
  assert.match(stderr, 'Run `npx --yes pnpm@10.34.9 demo`');
});

test("ends with the script's exit code, or with 128 and its signal's number", () => {
  const folder = clone();

  const codes = [run(folder, ['exit', '7']).status, run(folder, ['die']).status];

  assert.equal(codes, [7, 137]);
});

test('hands a signal on, and waits for the script to tidy up', async () => {
  const folder = clone();
  const child = await startWork(folder, ['.dev/run.mjs', 'script.ts', 'work']);

  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  assert.is(code, 5);
  assert.is(readFileSync(join(folder, 'stopped'), 'utf8'), 'SIGTERM');
});

test('a signal to the whole group, as of Ctrl-C, reaches the script once', async () => {
  const folder = clone();
  const child = await startWork(folder, ['pnpm.cjs'], true);

  process.kill(-(child.pid ?? 0), 'SIGINT');
  await isStopped(folder);

  assert.is(readFileSync(join(folder, 'stopped'), 'utf8'), 'SIGINT');
});

test('a signal while pnpm installs ends it all', async () => {
  const folder = clone();
  const child = spawn(process.execPath, ['.dev/run.mjs', 'script.ts', 'tell'], {
    cwd: folder,
    env: { ...callerEnvironment(folder), FAKE_SLOWNESS: '1' },
    stdio: 'ignore',
  });
  while (!existsSync(join(folder, 'calls'))) await wait(20);

  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  assert.is(code, 143);
});

test('the script stops when what started it is killed without a word', async () => {
  const folder = clone();
  const child = await startWork(folder, ['.dev/run.mjs', 'script.ts', 'work']);

  child.kill('SIGKILL');

  assert.ok(await isStopped(folder));
});

test('the script stops when pnpm is killed without a word, though a shell stands between', async () => {
  const folder = clone();
  const child = await startWork(folder, ['pnpm.cjs']);

  child.kill('SIGKILL');

  assert.ok(await isStopped(folder));
});

test.run();
