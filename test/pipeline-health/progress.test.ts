import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawProgress } from '../../packages/pipeline-health/src/index.ts';

const test = suite('pipeline-health / progress');

const half = { done: 4_500, total: 9_000, ratePerSecond: 1_234.4, elapsedMs: 3_640, note: 'sending' };

test('bar, counts, rate, time and note stand in one line', () => {
  const line = drawProgress(half, 80);

  assert.is(line, `${'█'.repeat(16)}${'░'.repeat(16)} 4,500 / 9,000   1,234/s     3.6 s  sending`);
});

test('the line never exceeds the width, and the bar gives way first', () => {
  const widths = [20, 40, 60, 80];

  const lines = widths.map((width) => drawProgress({ ...half, note: 'sending records to the stream' }, width));

  assert.ok(lines.every((line, i) => line.length <= (widths[i] ?? 0)));
  assert.match(lines[0] ?? '', /^4,500 \/ 9,000/);
});

test('a run without records, or beyond its total, draws a bar of the same length', () => {
  const none = drawProgress({ ...half, done: 0, total: 0 }, 80);
  const beyond = drawProgress({ ...half, done: 9_100 }, 80, { ascii: true });

  assert.match(none, /^░{32} 0 \/ 0/);
  assert.match(beyond, /^#{32} 9,100 \/ 9,000/);
});

test.run();
