import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { observeOtlp, reportJson } from '../../packages/pipeline-health/src/index.ts';
import { sampleReport } from './sample-report.ts';

const test = suite('pipeline-health / json');

test('the report has every figure a program asks for', () => {
  const { verdicts, splitMs, notes, ...report } = reportJson(sampleReport());

  assert.equal(report, {
    title: 'airports → Kinesis → Lambda → DynamoDB',
    pipeline: 'airports',
    stream: 'airports',
    recordsSent: 1200,
    recordsProcessed: 1200,
    recordsLost: 0,
    recordsDuplicated: 0,
    recordsDeadLettered: null,
    recordsFailed: 3,
    recordsFailedByError: { ThrottlingException: 3 },
    recordsReplayed: 17,
    tracesTotal: 1200,
    tracesComplete: 40,
    tracesMissing: { 'no record span': 1160 },
    latencyMs: {
      endToEnd: { p50: 80.34, p95: 135.115, p99: 138.073 },
      recordProcessing: { p50: 40.17, p95: 67.557, p99: 69.037 },
      downstreamWrite: { p50: 7.913, p95: 13.309, p99: 13.898 },
    },
    batchSize: { p50: 100, max: 500 },
    recordsPerSecond: 1234.568,
    offeredRatePerSecond: 'flat out',
    context: {
      injected: 1196,
      extracted: 1196,
      skipped: 4,
      skippedByReason: { 'not JSON': 4 },
      missing: 4,
      invalid: 0,
    },
  });
  assert.is(notes.length, 1);
  assert.equal(splitMs?.madeToArrived, { p50: 5.25, p95: 5.25, p99: 5.25 });
  assert.equal(
    verdicts.find(({ metric }) => metric === 'end_to_end_latency'),
    {
      metric: 'end_to_end_latency',
      verdict: 'pass',
      statistic: 'p95',
      value: 135.115,
      unit: 'ms',
      target: 'p95 < 2000 ms',
      reason: null,
    },
  );
});

test('a figure without data is null', () => {
  const observation = observeOtlp(
    { resourceSpans: [], resourceMetrics: [] },
    { pipeline: 'airports', streamName: 'airports' },
  );

  const report = reportJson(sampleReport({ observation, verdicts: [], recordsPerSecond: Number.NaN }));

  assert.is(report.recordsFailed, null);
  assert.is(report.recordsPerSecond, null);
  assert.equal(report.latencyMs.endToEnd, { p50: null, p95: null, p99: null });
  assert.equal(report.batchSize, { p50: null, max: null });
  assert.is(report.context.injected, null);
  assert.is(report.splitMs, null);
  assert.is(report.tracesComplete, 0);
});

test('the report survives a way through text', () => {
  const report = reportJson(sampleReport());

  const read: unknown = JSON.parse(JSON.stringify(report));

  assert.equal(read, report);
});

test.run();
