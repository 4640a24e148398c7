import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('producer-sdk / auto / shut-down-at-end');

const file = join(import.meta.dirname, '../../../packages/producer-sdk/src/auto/shut-down-at-end.ts');

interface Ended {
  readonly code: number;
  readonly said: string;
}

/** Runs a program that shuts down as told, within 20 ms, and then does what else is given. */
function run(shutdown: string, more = ''): Promise<Ended> {
  const code = `
    import { shutDownAtEnd } from ${JSON.stringify(file)};
    const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    shutDownAtEnd(${shutdown}, (problem) => console.log(problem), 20);
    ${more}`;
  const node = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, node, { timeout: 30_000, killSignal: 'SIGKILL' }, (_error, said) =>
      resolve({ code: child.exitCode ?? -1, said }),
    );
  });
}

test('a process ends once everything is sent', async () => {
  const { code, said } = await run('async () => console.log("sent")');

  assert.equal([code, said], [0, 'sent\n']);
});

test('one whose telemetry is not out in time ends all the same, with the code it has set', async () => {
  const { code, said } = await run('() => after(600_000)', 'process.exitCode = 3;');

  assert.is(code, 3);
  assert.match(said, /^not everything was sent: .*20 ms\n$/);
});

test('work that another listener has begun at the end is not cut off', async () => {
  const listener = 'process.once("beforeExit", () => after(200).then(() => console.log("more work is done")));';

  const { code, said } = await run('() => after(100)', listener);

  assert.is(code, 0);
  assert.match(said, /not everything was sent.*\nmore work is done\n$/);
});

test('a shutdown that fails is told, and ends nothing early', async () => {
  const { code, said } = await run('async () => { throw new Error("refused"); }');

  assert.equal([code, said], [0, 'not everything was sent: Error: refused\n']);
});

test.run();
