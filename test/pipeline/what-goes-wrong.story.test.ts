import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runDemo } from './run-demo.ts';

const test = suite('pipeline / what goes wrong, and what comes of it');

test('records that always fail end in the on-failure queue, and only they', async () => {
  const { figures, output } = await runDemo('--records 200 --rate 200 --shards 2 --poison 2'.split(' '));

  assert.is(figures.recordsSent, 200);
  assert.is(figures.recordsDeadLettered, 2);
  assert.is(figures.recordsProcessed, 198);
  assert.is(figures.recordsLost, 0);
  assert.is(figures.tracesComplete, 198);
  assert.match(output, /2 dead-lettered/);
});

test('a stream at its limit refuses records, and all arrive once in the end', async () => {
  const { figures } = await runDemo('--records 1600 --rate 400 --shards 2 --throttle'.split(' '));

  const throttled = figures.verdicts.find(({ metric }) => metric === 'PutRecordThrottled');
  assert.ok((throttled?.value ?? 0) > 0);
  assert.is(figures.recordsSent, 1_600);
  assert.is(figures.recordsProcessed, 1_600);
  assert.is(figures.recordsDuplicated, 0);
  assert.is(figures.tracesComplete, 1_600);
});

test('puts that fail and consumers that are killed lose nothing', async () => {
  const { figures } = await runDemo('--records 2000 --rate 300 --shards 3 --chaos'.split(' '));

  assert.is(figures.recordsSent, 2_000);
  assert.is(figures.recordsProcessed, 2_000);
  assert.is(figures.recordsLost, 0);
  assert.is(figures.tracesComplete, 2_000);
  assert.match(figures.notes.join(' '), /[1-9]\d* invocations were killed/);
});

test('--html writes the report as one page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-page-'));
  const file = join(folder, 'report.html');

  const { output } = await runDemo(['--records', '50', '--rate', '100', '--shards', '1', '--html', file]);

  const page = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  assert.ok(output.includes(`Page: file://${file}`));
  assert.match(page, /^<!doctype html>/i);
  assert.match(page, /50 records sent, processed and traced/);
});

test.run();
