import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawTraceTree, type TraceNode } from '../../packages/pipeline-health/src/index.ts';

const test = suite('pipeline-health / trace-tree');

const leaf = (name: string, startMs: number, durationMs: number): TraceNode => ({
  name,
  service: 'consumer',
  kind: 'client',
  startMs: 1_763_830_000_000 + startMs,
  durationMs,
  isError: false,
  children: [],
});

const tree: TraceNode = {
  ...leaf('read airport', 0, 2),
  children: [
    {
      ...leaf('process airports', 80, 1_072.5),
      isError: true,
      children: [leaf('PutItem airports', 90, 3.25)],
      linked: [leaf('process batch', 79.5, 74)],
    },
  ],
  linked: [leaf('send airports', 2, 4)],
};

test('spans stand in the order they began, below their parents, links marked', () => {
  const lines = drawTraceTree(tree, { width: 80, colour: false }).split('\n');

  assert.equal(
    lines.map((line) => line.replace(/ {2,}(consumer|service).*/, '')),
    [
      '  span',
      '  read airport',
      '  ├╌ link: send airports',
      '  └─ process airports',
      '     ├╌ link: process batch',
      '     └─ PutItem airports',
    ],
  );
});

test('times are told from the first span on, and an error is marked', () => {
  const lines = drawTraceTree(tree, { width: 80, colour: false }).split('\n');

  assert.match(lines[1] ?? '', /0\.00 +2\.00$/);
  assert.match(lines[3] ?? '', /80\.00 +1,072\.5 ✗$/);
  assert.match(lines[5] ?? '', /90\.00 +3\.25$/);
});

test('long names are cut and columns stay in line', () => {
  const long = { ...tree, name: 'n'.repeat(200), service: 's'.repeat(60) };

  const lines = drawTraceTree(long, { width: 72, colour: false, ascii: true }).split('\n');

  assert.ok(lines.every((line) => line.length <= 72));
  assert.match(lines[1] ?? '', /n~ +s+~ +client +0\.00 +2\.00$/);
});

test('of many children the first dozen are drawn and the rest counted', () => {
  const many = { ...tree, children: Array.from({ length: 40 }, (_, i) => leaf(`write ${i}`, 10 + i, 1)) };

  const drawn = drawTraceTree(many, { width: 80, colour: false });

  assert.match(drawn, '└─ … 28 more');
  assert.is(drawn.split('\n').length, 1 + 1 + 12 + 1 + 1);
});

test.run();
