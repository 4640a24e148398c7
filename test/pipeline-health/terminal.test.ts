import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawReport, metricCatalogue, observeOtlp } from '../../packages/pipeline-health/src/index.ts';
import { sampleReport } from './sample-report.ts';

const test = suite('pipeline-health / terminal');

const escapeCharacter = String.fromCharCode(27);
const plain = { width: 80, colour: false };

test('no line is wider than asked for', () => {
  const report = sampleReport({ notes: ['x'.repeat(300)], title: 't'.repeat(200) });

  for (const width of [40, 80, 120]) {
    const longest = Math.max(...drawReport(report, { width, colour: false }).split('\n').map(lengthOf));
    assert.ok(longest <= width, `${longest} columns at ${width}`);
  }
});

test('colours are there only when asked for, and take no room', () => {
  const withColour = drawReport(sampleReport(), { ...plain, colour: true });
  const without = drawReport(sampleReport(), plain);

  assert.not.ok(without.includes(escapeCharacter));
  assert.ok(withColour.includes(`${escapeCharacter}[`));
  assert.is(withColour.replaceAll(new RegExp(`${escapeCharacter}\\[\\d+m`, 'g'), ''), without);
});

test('in ASCII the report has the same columns', () => {
  const ascii = drawReport(sampleReport(), { ...plain, ascii: true });
  const full = drawReport(sampleReport(), plain);

  assert.match(ascii, /^[\x20-\x7e\n]*$/);
  assert.equal(ascii.split('\n').map(lengthOf), full.split('\n').map(lengthOf));
});

test('the headline tells failed targets and records without a trace', () => {
  const [, headline] = drawReport(sampleReport(), plain).split('\n');

  assert.is(headline, '✗ FAIL  1,200 records sent: 1,160 not traced; 6 of 7 targets met');
});

test('a lost record fails the report although every target is met', () => {
  const { verdicts, groundTruth } = sampleReport();
  const met = verdicts.filter(({ outcome }) => outcome !== 'fail');

  const lost = drawReport(
    sampleReport({ verdicts: met, groundTruth: { ...groundTruth, recordsProcessed: 1_199, recordsLost: 1 } }),
    plain,
  );
  const whole = drawReport(
    sampleReport({ verdicts: met, groundTruth: { ...groundTruth, recordsSent: 40, recordsProcessed: 40 } }),
    plain,
  );

  assert.match(lost, '✗ FAIL  1,200 records sent: 1 lost');
  assert.match(whole, '✓ PASS  40 records sent, processed and traced; 6 of 6 targets met');
});

test('latencies stand with quantiles, verdict and target', () => {
  const report = drawReport(sampleReport(), plain);

  assert.match(report, /end-to-end +80\.34 +135\.11 +138\.07 +139\.90 +✓ pass +p95 < 2000 ms/);
  assert.match(report, /downstream write +7\.91 +13\.31 +13\.90 +13\.99 +· info/);
});

test('each step of the way has a bar that begins where the one before ends', () => {
  const lines = drawReport(sampleReport(), plain).split('\n');

  const bars = ['made → in', 'in Kinesis → inv', 'invoked →', 'processed →'].map((step) => {
    const line = lines.find((one) => one.startsWith(`  ${step}`)) ?? '';
    return [line.indexOf('█'), line.lastIndexOf('█') + 1] as const;
  });

  const [first, second, third, fourth] = bars;
  assert.is(first?.[1], second?.[0]);
  assert.is(second?.[1], third?.[0]);
  assert.is(third?.[1], fourth?.[0]);
  assert.ok((second?.[1] ?? 0) - (second?.[0] ?? 0) > (third?.[1] ?? 0) - (third?.[0] ?? 0));
});

test('counts, throughput and context are told with their reasons', () => {
  const report = drawReport(sampleReport(), plain);

  assert.match(report, /failed attempts +3 +replayed +17/);
  assert.match(report, 'failed: ThrottlingException 3');
  assert.match(report, 'batch size      p50 100, largest 500 records; 4 batches');
  assert.match(report, '1,235 records/s, offered flat out');
  assert.match(report, /injected +1,196 +extracted +1,196/);
  assert.match(report, 'skipped: not JSON 4');
});

test('verdicts that do not pass come before those that do, and silent rows last', () => {
  const report = drawReport(sampleReport(), plain);

  const places = ['✗ fail     RecordProcessingFailure', '✓ pass     PutRecordLatency', '– no data  '].map((text) =>
    report.indexOf(text),
  );
  assert.ok(places.every((place) => place > 0));
  assert.equal(
    places,
    places.toSorted((a, b) => a - b),
  );
});

test('an estimate without a target says that it is one', () => {
  const row = metricCatalogue.find(({ name }) => name === 'Lambda GB-Seconds');
  assert.ok(row);
  const reason = 'an estimate, of some kind';
  const value = { outcome: 'info', statistic: 'sum', value: 24, unit: row.unit, target: row.target } as const;

  const report = drawReport(sampleReport({ verdicts: [{ row, ...value, reason, isEstimate: true }] }), plain);

  assert.match(report, /Lambda GB-Seconds +sum +24 GBy.s +an estimate, of some kind/);
});

test('a figure without data is a dash and never 0', () => {
  const observation = observeOtlp(
    { resourceSpans: [], resourceMetrics: [] },
    { pipeline: 'airports', streamName: 'airports' },
  );

  const report = drawReport(sampleReport({ observation, verdicts: [] }), plain);

  assert.match(report, /\? UNKNOWN {2}1,200 records sent: 1,200 not traced; no target judged/);
  assert.match(report, /end-to-end +– +– +– +–/);
  assert.match(report, /failed attempts +– +replayed +–/);
  assert.match(report, 'no complete trace');
  assert.not.match(report, 'NaN');
});

function lengthOf(line: string): number {
  return line.length;
}

test.run();
