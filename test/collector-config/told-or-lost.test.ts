import { collectorConfig } from '@kinesis-otel/collector-config';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { recordProcessingLatency, recordProcessingSuccess } from '../../packages/contract/src/index.ts';
import { sumOf } from './emf-figures.ts';
import { eventually } from './eventually.ts';
import { startFakeAws } from './fake-aws.ts';
import { findPrograms } from './find-programs.ts';
import { latencyMeter } from './latency-meter.ts';
import { onAdot } from './on-adot.ts';
import { postSpan, postSums, type Sender } from './otlp-points.ts';
import { runCollector } from './run-collector.ts';

const test = suite('collector-config / when AWS fails');

const dimensions = { Environment: 'Production', Pipeline: 'orders' };
const success = recordProcessingSuccess.name;
const programs = findPrograms(test, ['adot-lambda'], "a real collector of ADOT's Lambda layer while AWS fails");
const onCollector = onAdot(test, 'a real collector while AWS fails');

test('metrics are not batched, so that their sender is told', () => {
  assert.match(collectorConfig('adot'), /processors: \[memory_limiter, filter\/catalogue, resource\/labels\]/);
});

const one: readonly Sender[] = [{ resource: {}, points: [{ name: success, value: 7, attributes: dimensions }] }];

onCollector('what CloudWatch did not take, the SDK sends again: it is told', async (aws, collector) => {
  aws.failWith(503);
  const { provider, histogram } = latencyMeter(collector.url);
  histogram.record(250, dimensions);
  const flushed = provider.forceFlush();
  await eventually('an attempt', () => aws.failures() > 0);
  aws.failWith(undefined);
  await flushed;
  await provider.shutdown();

  assert.is(sumOf(aws.documents, recordProcessingLatency.name), 250);
});

onCollector(
  'a sender whose metrics CloudWatch did not take is told, and the log has an error',
  async (aws, collector) => {
    aws.failWith(503);
    const failed = await postSums(collector.url, one);
    aws.failWith(undefined);
    const { status } = await postSums(collector.url, one);

    assert.is(failed.status, 503);
    assert.match(collector.log(), /error.*Exporting failed.*"rejected_items": 1/);
    assert.is(status, 200);
    assert.is(sumOf(aws.documents, success), 7);
  },
);

if (programs !== undefined) {
  test("the Lambda layer's collector tells its sender too", async () => {
    const aws = await startFakeAws();
    aws.failWith(503);
    const collector = await runCollector(programs['adot-lambda'], collectorConfig('adot-lambda'), aws.environment);

    const failed = await postSums(collector.url, one);
    aws.failWith(undefined);
    const { status } = await postSums(collector.url, one);
    await collector.stop();
    await aws.stop();

    assert.is(failed.status, 503);
    assert.is(status, 200);
    assert.is(sumOf(aws.documents, success), 7);
  });
}

onCollector('spans that X-Ray did not take in time are lost with an error in the log', async (aws, collector) => {
  aws.failWith(503);
  const { status } = await postSpan(collector.url);
  await eventually('an error', () => /error.*Exporting failed.*"rejected_items": 1/.test(collector.log()));

  assert.is(status, 200);
  assert.equal(aws.segments, []);
});

onCollector(
  'should CloudWatch answer without a token, awsemf sends again, which is why it may not often',
  async (aws, collector) => {
    aws.answerWithoutToken();
    await postSums(collector.url, one);

    assert.is(sumOf(aws.documents, success) / 7, 2);
  },
);

test.run();
