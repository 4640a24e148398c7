import { createLocalHistograms, instrumentHandlerOfHost, scopeName } from '@kinesis-otel/consumer-sdk/host';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../../support/kinesis-event.ts';
import { stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / a host’s parts');

test('a host’s histograms get every latency, its meter only counters, and its flush the invocation’s end', async () => {
  const { tracerProvider, meterProvider, points, sum } = createInMemoryTelemetry();
  const histograms = createLocalHistograms(scopeName);
  const flushes: unknown[] = [];
  const handler = instrumentHandlerOfHost(
    async (_event: object) => undefined,
    { tracerProvider, meterProvider },
    {
      histograms,
      flush: async (request) => {
        flushes.push(request.tracerProvider);
        return 'flushed';
      },
    },
  );

  await handler(buildKinesisEvent([stampJson('{}'), '{}']));

  const { resourceMetrics } = await histograms.collect();
  const collected = resourceMetrics.scopeMetrics[0]?.metrics ?? [];
  assert.equal(
    Object.fromEntries(collected.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints[0]?.value.count])),
    {
      BatchSize: 1,
      BatchBytes: 1,
      ProducerToKinesisLatency: 1,
      StreamDwellTime: 2,
      RecordProcessingLatency: 2,
      EndToEndLatency: 1,
    },
  );
  assert.equal([await points('BatchSize'), await sum('RecordProcessingSuccess')], [[], 2]);
  assert.equal(flushes, [tracerProvider]);
});

test('a host may record an invocation after its answer', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const putOff: (() => void)[] = [];
  const handler = instrumentHandlerOfHost(
    async (_event: object) => 'answer',
    { tracerProvider, meterProvider },
    { flush: async () => 'not due', measure: (record) => void putOff.push(record) },
  );

  const answer = await handler(buildKinesisEvent(['{}', '{}']));
  const whenAnswered = await sum('RecordProcessingSuccess');
  for (const record of putOff) record();

  assert.is(answer, 'answer');
  assert.equal([whenAnswered, await sum('RecordProcessingSuccess')], [undefined, 2]);
});

test.run();
