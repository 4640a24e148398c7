import { metricCatalogue, semconvMetrics } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fillBlock } from '../../.dev/fill-block.ts';
import { metricTables, semconvTable } from '../../.dev/metric-tables.ts';

const test = suite('dev / readme-tables');

test('every metric has its row, those of this version before the planned ones', () => {
  const [live = '', planned = ''] = metricTables(metricCatalogue).split('<details>');

  for (const { name, live: isLive } of metricCatalogue) {
    assert.is(live.includes(`| \`${name}\` |`), isLive, name);
    assert.is(planned.includes(`| \`${name}\` |`), !isLive, name);
  }
});

test('a row tells unit, meaning, target and sources in words', () => {
  const rows = metricTables(metricCatalogue).split('\n');

  const row = rows.find((line) => line.startsWith('| `PutRecordThrottled` |'));

  assert.is(
    row,
    '| `PutRecordThrottled` | records | Records that Kinesis refused because the stream or a shard was at its write limit. | 0 | producer SDK |',
  );
});

test('a row of this version names no source that is only planned', () => {
  const [live = ''] = metricTables(metricCatalogue).split('<details>');

  assert.match(live, 'RecordProcessingFailure');
  assert.not.match(live, /AWS\/Lambda|load test/);
});

test('every row has five cells', () => {
  const rows = metricTables(metricCatalogue)
    .split('\n')
    .filter((line) => line.startsWith('| `'));

  assert.is(rows.length, metricCatalogue.length);
  for (const row of rows) assert.is(row.split(/(?<!\\)\|/).length, 7, row);
});

test('the metrics of the conventions have a table of their own', () => {
  const rows = semconvTable(semconvMetrics).split('\n').slice(2);

  assert.equal(
    rows.map((row) => row.split(' | ')[0]),
    semconvMetrics.map(({ name }) => `| \`${name}\``),
  );
  assert.match(rows.at(-1) ?? '', /\| s \| How long .* \| consumer SDK \|$/);
});

test('a block is filled, and filled again the same', () => {
  const document = 'before\n<!-- metrics:start -->old<!-- metrics:end -->\nafter\n';

  const once = fillBlock(document, 'metrics', 'new');

  assert.is(once, 'before\n<!-- metrics:start -->\n\nnew\n\n<!-- metrics:end -->\nafter\n');
  assert.is(fillBlock(once, 'metrics', 'new'), once);
});

test('a document without the marks is refused', () => {
  assert.throws(() => fillBlock('no marks', 'metrics', 'new'), /has no <!-- metrics:start -->/);
});

test.run();
