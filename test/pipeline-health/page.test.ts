import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawPage, type TraceNode } from '../../packages/pipeline-health/src/index.ts';
import { isAscending, partOf, textOf } from './page-text.ts';
import { sampleReport } from './sample-report.ts';

const test = suite('pipeline-health / page');

test('the sections come in the order a reader asks for them', () => {
  const page = drawPage(sampleReport());

  const places = ['<h1>', 'id="metrics"', 'id="split"', 'id="latency"', 'id="trace-slowest"', 'id="counts"'].map(
    (text) => page.indexOf(text),
  );
  assert.ok(isAscending(places), String(places));
});

test('the headline tells the verdict, what was missed, the counts, when and how fast', () => {
  const page = drawPage(sampleReport());

  const headline = textOf(page.slice(page.indexOf('<header>'), page.indexOf('</header>')));
  assert.match(headline, '✗ Fail 6 of 7 targets met. 1,200 records sent: 1,160 not traced.');
  assert.match(headline, 'RecordProcessingFailure : sum 3 records, target 0');
  assert.match(headline, 'Sent 1,200 Processed 1,200 Lost 0 Duplicated 0 Traced end to end 40');
  assert.match(
    headline,
    '22 November 2025, 16:46:40 to 16:46:40 UTC, 0.19 s. 1,235 records/s processed, offered flat out.',
  );
});

test('dead-lettered records are counted where somebody counted them', () => {
  const { groundTruth } = sampleReport();

  const told = drawPage(sampleReport({ groundTruth: { ...groundTruth, recordsDeadLettered: 4 } }));

  assert.match(textOf(told), 'Dead-lettered 4');
  assert.not.match(drawPage(sampleReport()), 'Dead-lettered');
});

test('times of day are told in the time zone asked for, and a wrong one is refused by name', () => {
  const page = drawPage(sampleReport(), { timeZone: 'Asia/Tokyo' });

  assert.match(textOf(page), '23 November 2025, 01:46:40 to 01:46:40 Asia/Tokyo');
  assert.throws(() => drawPage(sampleReport(), { timeZone: 'Moon/Crater' }), /`timeZone` is "Moon\/Crater".*"UTC"/);
});

test('the steps of a record stand as bars at p50 and p95 and as a table with p99', () => {
  const split = textOf(partOf(drawPage(sampleReport()), 'Where the time goes'));

  assert.match(split, /p50 steps add up to \d/);
  assert.match(split, /p95 steps add up to \d/);
  assert.match(split, /1\. made → arrived .* p50 5\.25 p95 5\.25 p99 5\.25 2\. arrived → invoked/);
  assert.match(split, /made → written The whole way\. p50 [\d.]+ p95 [\d.]+ p99 [\d.]+/);
});

test('bars of one scale: the steps of the longer one fill the whole width', () => {
  const split = partOf(drawPage(sampleReport()), 'Where the time goes');

  const bars = [...split.matchAll(/<div class="stack-bar">(.*?)<\/div>/gs)].map(([, bar = '']) =>
    [...bar.matchAll(/left:([\d.]+)%;width:([\d.]+)%/g)].map(
      ([, left, width]) => [Number(left), Number(width)] as const,
    ),
  );
  const ends = bars.map((bar) => (bar.at(-1)?.[0] ?? 0) + (bar.at(-1)?.[1] ?? 0));
  assert.is(bars.length, 2);
  assert.ok(Math.abs((ends[1] ?? 0) - 100) < 0.05, String(ends));
  assert.ok((ends[0] ?? 0) < 100);
  for (const bar of bars) {
    assert.ok(bar.slice(1).every(([left], i) => Math.abs(left - (bar[i]?.[0] ?? 0) - (bar[i]?.[1] ?? 0)) < 0.05));
  }
});

test('a histogram has its quantiles and target as lines, and the same in a table', () => {
  const histogram = partOf(drawPage(sampleReport()), 'End-to-end latency');

  assert.match(textOf(histogram), 'Target p95 < 2000 ms: 0 of 1,200 records (0 %) took longer than 2,000 ms.');
  for (const name of ['p50', 'p95', 'p99', 'target']) assert.match(histogram, `class="marker ${name} `);
  assert.match(
    histogram,
    /role="img" aria-label="Histogram of End-to-end latency: 1,200 records from 20\.00 to 139\.90 ms/,
  );
  assert.match(
    textOf(histogram),
    /least 20\.00 p50 80\.\d+ p95 13\d\.\d+ p99 13\d\.\d+ greatest 139\.90 average 79\.95/,
  );
});

test('the ranges of the table hold every value once', () => {
  const histogram = partOf(drawPage(sampleReport()), 'Downstream write latency');

  const rows = [...histogram.matchAll(/<tr><td>[\d.,]+<\/td><td>[\d.,]+<\/td><td>([\d,]+)<\/td>/g)];
  const counts = rows.map(([, count = '']) => Number(count.replaceAll(',', '')));
  assert.ok(counts.length >= 3);
  assert.is(
    counts.reduce((sum, count) => sum + count, 0),
    1_200,
  );
});

test('the waterfall has a row for each span, linked ones and errors marked in words', () => {
  const leaf = (name: string, startMs: number, more: Partial<TraceNode> = {}): TraceNode => ({
    ...{ name, service: 'airport-consumer', kind: 'client', startMs: 1_763_830_000_000 + startMs, durationMs: 5 },
    ...{ isError: false, children: [], ...more },
  });
  const slowest = leaf('read airport', 0, {
    children: [leaf('process airports', 80, { isError: true, children: [leaf('PutItem airports', 90)] })],
    linked: [leaf('send airports', 2)],
  });
  const { observation } = sampleReport();

  const page = drawPage(sampleReport({ observation: { ...observation, traces: { ...observation.traces, slowest } } }));

  const waterfall = textOf(partOf(page, 'The slowest'));
  assert.match(waterfall, 'The slowest: 95.00 ms');
  assert.match(waterfall, 'read airport airport-consumer client start 0.00 ms took 5.00 ms');
  assert.match(waterfall, 'send airports linked airport-consumer client start 2.00 ms');
  assert.match(waterfall, 'process airports ✗ error airport-consumer client start 80.00 ms');
  assert.ok(isAscending(['send airports', 'process airports', 'PutItem'].map((name) => waterfall.indexOf(name))));
});

test('counts are told with their reasons, and the notes at the end', () => {
  const counts = textOf(partOf(drawPage(sampleReport()), 'Counts'));

  assert.match(counts, 'failed attempts 3 replayed 17');
  assert.match(counts, 'injected 1,196 skipped 4 extracted 1,196 missing 4');
  assert.match(counts, 'Failed attempts by error ThrottlingException 3');
  assert.match(counts, 'Context skipped by reason not JSON 4');
  assert.match(counts, 'Not traced by first missing part no record span 1,160');
  assert.match(counts, 'batches 4 records in one, p50 100 records in the largest 500');
  assert.match(counts, 'Notes All parts run on one machine');
});

test.run();
