import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('dev / run-tests');

const root = join(import.meta.dirname, '../..');
const head = "import { suite } from 'uvu'; import * as assert from 'uvu/assert'; const test = suite('it');\n";

const passing = `${head} test('holds', () => {}); test('holds too', () => {}); test.run();`;
const failing = `${head} test('holds', () => {}); test('one is two', () => assert.is(1, 2)); test.run();`;
const withoutRun = `${head} test('is never run', () => {});`;
const withoutTests = `${head} test.run();`;
const hanging = `${head} test('never ends', () => new Promise(() => setInterval(() => {}, 1000))); test.run();`;
const crashing = "throw new Error('cannot even start');";
const crashingLate = `${passing} process.on('exit', () => { process.exitCode = 3; });`;
const skipping = `${head} test('holds', () => {}); test.skip('is for another day', () => {}); test.run();`;
const leaving = `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
  ${head} test('leaves a child', () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync('child-id', String(child.pid));
    child.unref(); child.stdin.destroy(); child.stdout.destroy(); child.stderr.destroy();
  });
  test.run();`;

interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly folder: string;
}

const folders: string[] = [];

function run(files: Readonly<Record<string, string>>, words: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'run-tests-'));
  folders.push(folder);
  mkdirSync(join(folder, 'test'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'test', name), text);
  const runner = [join(root, 'test/run-tests.ts'), '--folder', folder, '--time-limit-ms', '2000'];
  const { TEST_COUNTS_FILE: _, ...inherited } = process.env;
  const ran = spawnSync(process.execPath, [...runner, ...words], { encoding: 'utf8', env: { ...inherited, ...env } });
  return { code: ran.status, output: ran.stdout + ran.stderr, folder };
}

test.after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test('counts the tests of every file in one closing line', () => {
  const { code, output } = run({ 'a.test.ts': passing, 'b.story.test.ts': passing, 'not-a-test.ts': crashing });

  assert.is(code, 0, output);
  assert.ok(output.endsWith('\n4 passed, 0 failed\n'), output);
});

test('fails, and shows what failed', () => {
  const { code, output } = run({ 'a.test.ts': passing, 'b.test.ts': failing });

  assert.is(code, 1);
  assert.match(output, 'one is two');
  assert.match(output, /^FAIL {2}test\/b\.test\.ts/m);
  assert.ok(output.endsWith('\n3 passed, 1 failed\n'), output);
});

for (const [what, text, words] of [
  ['a file that forgets to run its tests', withoutRun, 'before its tests were done'],
  ['a file without a test', withoutTests, 'ran no test'],
  ['a file that hangs', hanging, 'still running after 2 s'],
  ['a file that crashes', crashing, 'cannot even start'],
  ['a file that crashes after its tests', crashingLate, 'ended with code 3 after its tests had passed'],
] as const) {
  test(`${what} fails`, () => {
    const { code, output } = run({ 'a.test.ts': passing, 'b.test.ts': text });

    assert.is(code, 1);
    assert.match(output, words);
    assert.match(output, /passed, 1 failed\n$/);
  });
}

test('names what is skipped', () => {
  const { code, output } = run({ 'a.test.ts': skipping });

  assert.is(code, 0);
  assert.match(output, /SKIPPED {2}test\/a\.test\.ts {2}1\n +is for another day/);
});

test('shows why a file skips, where it says so', () => {
  const { output } = run({ 'a.test.ts': `console.log('SKIPPED: no moon tonight'); ${skipping}` });

  assert.match(output, /SKIPPED {2}test\/a\.test\.ts {2}1\n +no moon tonight\n/);
});

test('runs only the files whose path has the word', () => {
  const { code, output } = run({ 'a.test.ts': passing, 'b.test.ts': failing }, ['a.test']);

  assert.is(code, 0);
  assert.ok(output.endsWith('\n2 passed, 0 failed\n'), output);
});

test('fails when there is nothing to run', () => {
  const { code, output } = run({ 'a.test.ts': passing }, ['no such file']);

  assert.is(code, 1);
  assert.ok(output.endsWith('\n0 passed, 0 failed\n'), output);
});

test('ends what a test file leaves behind', async () => {
  const { code, folder } = run({ 'a.test.ts': leaving });

  const left = Number(readFileSync(join(folder, 'child-id'), 'utf8'));

  assert.is(code, 0);
  assert.ok(left > 0);
  while (isAtWork(left)) await wait(20);
});

test('hands its numbers to CI in a file, and leaves the closing line to CI', () => {
  const countsFile = join(mkdtempSync(join(tmpdir(), 'run-tests-')), 'counts.json');

  const { output } = run({ 'a.test.ts': passing, 'b.test.ts': failing }, [], { TEST_COUNTS_FILE: countsFile });

  assert.equal(JSON.parse(readFileSync(countsFile, 'utf8')), { passed: 3, failed: 1 });
  assert.not.match(output, /\d+ passed, \d+ failed/);
});

/** A killed process may stay a zombie for a while, where nobody reaps it. */
function isAtWork(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

test.run();
