import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readUsedMemory } from '../../../packages/consumer-sdk/src/environment/environment-memory.ts';

const test = suite('consumer-sdk / environment / environment-memory');

const folders: string[] = [];

test.after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const status = (peakKb: number) => `Name:\tnode\nVmPeak:\t  999999 kB\nVmHWM:\t  ${peakKb} kB\nVmRSS:\t  1 kB\n`;

/** Processes as the kernel shows them; the first one's command line, and each one's status. */
function procOf(first: string, statuses: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'proc-'));
  folders.push(folder);
  for (const [index, text] of statuses.entries()) {
    mkdirSync(join(folder, String(index + 1)));
    writeFileSync(join(folder, String(index + 1), 'status'), text);
  }
  writeFileSync(join(folder, '1', 'cmdline'), first.replaceAll(' ', '\0'));
  writeFileSync(join(folder, 'meminfo'), '');
  return folder;
}

const rapid = '/var/rapid/init --bootstrap /var/runtime/bootstrap';

test('in Lambda it is the sum of all processes’ peaks, extensions too, without Lambda’s own', () => {
  const proc = procOf(rapid, [status(5_000), status(100_000), status(20_000)]);

  const used = readUsedMemory(proc);

  assert.equal(used, { bytes: 120_000 * 1_024, source: 'environment' });
});

test('a process that has just ended, or has no memory of its own, adds nothing', () => {
  const proc = procOf(rapid, [status(5_000), status(100_000), 'Name:\tkthread\n']);
  mkdirSync(join(proc, '9'));

  const used = readUsedMemory(proc);

  assert.is(used.bytes, 100_000 * 1_024);
});

for (const [what, proc] of [
  ['on another machine', procOf('/sbin/init', [status(1), status(7)])],
  ['where there is no /proc', '/nowhere'],
  [
    'where there are more processes than an environment has',
    procOf(
      rapid,
      Array.from({ length: 70 }, () => status(7)),
    ),
  ],
  ['where nobody’s memory is told', procOf(rapid, ['', ''])],
] as const) {
  test(`${what} it is this process’s own peak, and says so`, () => {
    const used = readUsedMemory(proc);

    assert.is(used.source, 'process');
    assert.ok(used.bytes >= process.memoryUsage.rss() / 4 && used.bytes < 2 ** 40);
  });
}

test.run();
