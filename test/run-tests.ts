import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endTestFiles, type FileOutcome, runTestFile } from './support/run-test-file.ts';

/*
 * Runs test/**\/*.test.ts, each file in a process of its own, three at a time, since most of them wait more than they work; whole-pipeline stories one at a time, last.
 * Words on the command line pick the files whose path has one of them.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: join(import.meta.dirname, '..') },
    'time-limit-ms': { type: 'string', default: '120000' },
  },
});

const paths = globSync('test/**/*.test.ts', { cwd: values.folder })
  .filter((path) => positionals.length === 0 || positionals.some((word) => path.includes(word)))
  .sort();
const stories = paths.filter((path) => path.endsWith('.story.test.ts'));
const others = paths.filter((path) => !path.endsWith('.story.test.ts'));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    endTestFiles();
    process.kill(process.pid, signal);
  });
}

const outcomes = [...(await runAll(others, 3)), ...(await runAll(stories, 1))];
for (const outcome of outcomes.filter(({ skipped }) => skipped > 0)) printSkipped(outcome);
const passed = sum(outcomes.map((outcome) => outcome.passed));
const failed = sum(outcomes.map((outcome) => outcome.failed));
finish(passed, failed);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function runAll(files: readonly string[], atATime: number): Promise<readonly FileOutcome[]> {
  const waiting = [...files];
  const done: FileOutcome[] = [];
  const runNext = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const outcome = await runTestFile(values.folder, path, Number(values['time-limit-ms']));
      printOutcome(outcome);
      done.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: atATime }, runNext));
  return done;
}

function printOutcome({ path, passed, failed, seconds, trouble, output }: FileOutcome): void {
  const tests = `${passed} of ${passed + failed}`;
  console.log(`${failed > 0 ? 'FAIL' : 'ok  '}  ${path}  ${tests}  ${seconds.toFixed(1)} s`);
  if (trouble !== undefined) console.log(`      ${path} ${trouble}`);
  if (failed > 0) console.log(output.trimEnd());
}

/** uvu counts skipped tests without naming them, so the names are read from the file; or it says itself what it skips. */
function printSkipped({ path, skipped, output }: FileOutcome): void {
  const source = readFileSync(join(values.folder, path), 'utf8');
  const said = [...output.matchAll(/^SKIPPED: (.*)$/gm)].map((found) => found[1]);
  const named = [...source.matchAll(/\.skip\(\s*(['"`])(.*?)\1/g)].map((found) => found[2]);
  const names = said.length > 0 ? said : named;
  console.log(`SKIPPED  ${path}  ${skipped}${names.map((name) => `\n         ${name}`).join('')}`);
}

/** CI adds its own checks and closes with one line for all, so it takes our numbers from a file instead. */
function finish(passed: number, failed: number): void {
  const countsFile = process.env.TEST_COUNTS_FILE;
  if (countsFile === undefined) {
    console.log(`\n${passed} passed, ${failed} failed`);
    return;
  }
  writeFileSync(countsFile, JSON.stringify({ passed, failed }));
  console.log(`\nTests in order: ${passed}. Tests not in order: ${failed}.`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
