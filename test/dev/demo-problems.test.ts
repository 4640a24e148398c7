import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { demoProblems } from '../package/demo-problems.ts';

const test = suite('dev / demo-problems');

const clean = {
  recordsSent: 10,
  recordsProcessed: 10,
  recordsLost: 0,
  recordsDuplicated: 0,
  tracesTotal: 10,
  tracesComplete: 10,
  latencyMs: { endToEnd: { p50: 1, p95: 2, p99: 3 } },
  verdicts: [{ metric: 'BatchSize', value: null, reason: 'nothing to compare with' }],
};

test('a run in which every record arrived once with its trace is in order', () => {
  const problems = demoProblems(clean, 10);

  assert.equal(problems, []);
});

test('a lost record, a doubled one and a broken trace are each told', () => {
  const problems = demoProblems({ ...clean, recordsLost: 1, recordsDuplicated: 2, tracesComplete: 9 }, 10);

  assert.equal(problems, ['recordsLost is 1, not 0', 'recordsDuplicated is 2, not 0', 'tracesComplete is 9, not 10']);
});

test('a figure that is absent is told with its place', () => {
  const latencyMs = { endToEnd: { p50: 1, p95: null, p99: 3 } };

  const problems = demoProblems({ ...clean, latencyMs }, 10);

  assert.equal(problems, ['latencyMs.endToEnd.p95 has no figure']);
});

test('no verdicts, or no report at all, is not in order', () => {
  assert.equal(demoProblems({ ...clean, verdicts: [] }, 10), ['verdicts is empty']);
  assert.ok(demoProblems(null, 10).length > 0);
});

test.run();
