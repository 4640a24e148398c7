import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawPage, judge, metricCatalogue, observeOtlp } from '../../packages/pipeline-health/src/index.ts';
import { hostileName, hostileReport } from './hostile-report.ts';
import { exponentialOf, metricsOf } from './otlp-metrics.ts';
import { textOf } from './page-text.ts';
import { sampleReport } from './sample-report.ts';

const test = suite('pipeline-health / page-safety');

test('whatever telemetry says shows as text', () => {
  const page = drawPage(hostileReport());

  const tags = new Set([...page.matchAll(/<([a-z0-9]+)[\s>]/gi)].map(([, name]) => name));
  assert.not.ok(tags.has('script') || tags.has('img'), [...tags].join(' '));
  assert.not.match(page.replace(/&lt;.*?&gt;/gs, ''), /\son\w+=/);
  assert.ok(textOf(page).split(hostileName).length > 20);
});

test('characters that no document may hold are replaced', () => {
  const page = drawPage(sampleReport({ title: `a\u0000b\u001bc\ud800d\uffffe` }));

  assert.match(page, '<bdi>a\ufffdb\ufffdc\ufffdd\ufffde</bdi>');
});

test('the page needs nothing from elsewhere and runs no script', () => {
  const page = drawPage(sampleReport());

  assert.not.match(page, /https?:|url\(|@import|<script|<link|\ssrc=/);
  assert.match(page, `content="default-src 'none'; style-src 'unsafe-inline'"`);
  assert.match(page, /^<!DOCTYPE html>\n<html lang="en">/);
  assert.match(page, '<meta name="viewport" content="width=device-width, initial-scale=1" />');
  assert.match(page, '<title>Fail: airports → Kinesis → Lambda → DynamoDB, pipeline health</title>');
});

test('a run of 10,000 records with a trace of thousands of spans makes less than 200 KB', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => 1.0007 ** i);
  const names = metricCatalogue.filter(({ kind }) => kind === 'histogram').map(({ name }) => name);
  const observation = observeOtlp(
    { resourceSpans: [], resourceMetrics: [metricsOf(names.map((name) => exponentialOf(name, values, 4)))] },
    { pipeline: 'airports', streamName: 'airports' },
  );
  const { median } = sampleReport().observation.traces;
  assert.ok(median);
  const slowest = { ...median, children: Array.from({ length: 3_000 }, () => median) };

  const page = drawPage(
    sampleReport({
      observation: { ...observation, traces: { ...observation.traces, median, slowest } },
      verdicts: judge(observation),
    }),
  );

  assert.ok(Buffer.byteLength(page) < 200_000, `${Buffer.byteLength(page)} bytes`);
  assert.match(textOf(page), /[\d,]+ more spans are not drawn/);
});

test('a figure without data is a dash or said to be absent, and never 0', () => {
  const observation = observeOtlp(
    { resourceSpans: [], resourceMetrics: [] },
    { pipeline: 'airports', streamName: 'airports' },
  );

  const page = textOf(drawPage(sampleReport({ observation, verdicts: [] })));

  assert.match(page, '? Unknown No target judged.');
  assert.match(page, 'No metric was judged');
  assert.match(page, 'End-to-end latency No data.');
  assert.match(page, 'No data: there is no complete trace');
  assert.match(page, 'No span tells when this ran.');
  assert.match(page, 'failed attempts – replayed –');
  assert.not.match(page, /NaN|undefined|Infinity/);
});

test.run();
