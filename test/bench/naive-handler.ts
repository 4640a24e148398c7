import { endToEndLatency, instrumentOptions, recordProcessingLatency, streamDwellTime } from '@kinesis-otel/contract';
import { type Context, context, defaultTextMapGetter, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { WireKinesisEvent } from '../support/kinesis-event.ts';
import type { StartedSdk } from './start-sdk.ts';

const propagator = new W3CTraceContextPropagator();

/**
 * What is written by hand where nothing else is at hand: parse each payload, continue its producer's trace with a span,
 * record the latencies one by one, and flush both providers.
 */
export function createNaiveHandler({
  tracerProvider,
  meterProvider,
}: StartedSdk): (event: WireKinesisEvent) => Promise<void> {
  const tracer = tracerProvider.getTracer('naive');
  const meter = meterProvider.getMeter('naive');
  const histograms = [streamDwellTime, recordProcessingLatency, endToEndLatency].map((metric) =>
    meter.createHistogram(metric.name, instrumentOptions(metric)),
  );
  return async (event) => {
    const invokedAtMs = Date.now();
    for (const { kinesis, eventID } of event.Records) {
      const payload = JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8'));
      const parent: Context = propagator.extract(ROOT_CONTEXT, payload._otel, defaultTextMapGetter);
      const attributes = {
        'messaging.system': 'aws_kinesis',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.destination.name': 'orders',
        'messaging.destination.partition.id': eventID.split(':')[0] ?? '',
        'messaging.message.id': kinesis.sequenceNumber,
      };
      const span = tracer.startSpan('process orders', { kind: SpanKind.CONSUMER, attributes }, parent);
      context.with(trace.setSpan(parent, span), () => undefined);
      const dimensions = { Environment: 'Production', Pipeline: 'orders' };
      const arrivedAtMs = kinesis.approximateArrivalTimestamp * 1_000;
      const latencies = [invokedAtMs - arrivedAtMs, Date.now() - arrivedAtMs, Date.now() - payload._otel.sentAt];
      for (const [index, latency] of latencies.entries()) histograms[index]?.record(latency, dimensions);
      span.end();
    }
    await Promise.all([tracerProvider.forceFlush(), meterProvider.forceFlush()]);
  };
}
