import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawPage, metricCatalogue } from '../../packages/pipeline-health/src/index.ts';
import { isAscending, partOf, textOf } from './page-text.ts';
import { sampleReport } from './sample-report.ts';

const test = suite('pipeline-health / page-metrics');

test('rows to look at first come first, then the missed ones, then the rest by section, silent ones folded last', () => {
  const page = drawPage(sampleReport());

  const metrics = partOf(page, 'Metrics against their targets');
  const places = [
    'Start here',
    'Targets missed',
    '2.1 Kinesis stream',
    '2.3 Record processing',
    '2.5 Load test',
    'Stages',
  ].map((title) => metrics.search(new RegExp(`<h3[^>]*>${title}`)));
  assert.ok(isAscending([...places, metrics.indexOf('<details>')]), String(places));
  assert.match(textOf(partOf(page, 'Start here')), 'RecordProcessingLatency');
  assert.match(textOf(partOf(page, 'Targets missed')), 'RecordProcessingFailure');
  assert.match(textOf(metrics.slice(metrics.indexOf('<details>'))), 'StreamDwellTime');
});

test('in a section, what cannot be judged comes before what passed, and what has no target last', () => {
  const { verdicts } = sampleReport();
  const unknown = verdicts.map((one) => (one.row.name === 'BatchSize' ? { ...one, outcome: 'unknown' as const } : one));

  const section = partOf(drawPage(sampleReport({ verdicts: unknown })), '2.3 Record processing');
  const own = partOf(drawPage(sampleReport()), 'Stages');

  assert.ok(isAscending(['BatchSize', 'DownstreamWriteLatency'].map((name) => section.indexOf(`metric-${name}`))));
  assert.ok(isAscending(['DownstreamWriteFailure', 'RecordsReplayed'].map((name) => own.indexOf(`metric-${name}`))));
  assert.match(textOf(section), '? Unknown BatchSize');
});

test('a row tells verdict, name, meaning, value with unit, statistic and target', () => {
  const page = drawPage(sampleReport());

  const description = metricCatalogue.find(({ name }) => name === 'PutRecordLatency')?.description;
  assert.match(textOf(page), `✓ Pass PutRecordLatency ${description} 7 ms p99 p99 < 100 ms`);
  assert.match(textOf(page), /RecordProcessingFailure [^✓]* 3 records sum 0/);
  assert.match(textOf(page), /PutRecordSuccess [^✓]* 100 % ratio > 99 %/);
});

test('an estimate without a target says that it is one, among the costs', () => {
  const row = metricCatalogue.find(({ name }) => name === 'Lambda GB-Seconds');
  assert.ok(row);
  const reason = 'an estimate, of some kind';
  const value = { outcome: 'info', statistic: 'sum', value: 24, unit: row.unit, target: row.target } as const;

  const page = drawPage(sampleReport({ verdicts: [{ row, ...value, reason, isEstimate: true }] }));

  assert.match(textOf(partOf(page, '2.4 Cost')), '24 GB s sum none an estimate, of some kind');
});

test('every judged row is on the page once, and the missed ones are linked from the headline', () => {
  const report = sampleReport();

  const page = drawPage(report);

  for (const { row } of report.verdicts) {
    assert.is(page.split(`id="metric-${row.name}"`).length, 2, row.name);
  }
  assert.match(page, 'href="#metric-RecordProcessingFailure"');
});

test.run();
