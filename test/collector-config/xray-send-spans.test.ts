import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { createKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { buildKinesisEvent } from '@kinesis-otel/consumer-sdk/testing';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge } from '../support/kinesis-event.ts';
import { onAdot } from './on-adot.ts';

const test = suite('collector-config / send spans in X-Ray');

const onCollector = onAdot(test, 'send spans in the segments of a real X-Ray exporter');
const { meterProvider } = createInMemoryTelemetry();

interface Segment {
  readonly name: string;
  readonly id: string;
  readonly parent_id?: string;
  readonly type?: 'subsegment';
  readonly namespace?: string;
}

/** Puts a record with a real exporter behind, inside a span of the producer or not, and consumes it. */
async function putAndConsume(url: string, xray: boolean, isInside: boolean): Promise<string> {
  const exporter = new OTLPTraceExporter({ url: `${url}/v1/traces` });
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const options = { tracerProvider, meterProvider, xray };
  process.env.OTEL_SERVICE_NAME = 'shop';
  const client = instrumentKinesisClient(createFakeAwsClient(), options);
  delete process.env.OTEL_SERVICE_NAME;
  const request = tracerProvider.getTracer('test').startSpan('request', { kind: SpanKind.SERVER });
  const parent = isInside ? trace.setSpan(ROOT_CONTEXT, request) : ROOT_CONTEXT;
  const input = { StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'a' };

  await context.with(parent, async () => client.send(new PutRecordCommand(input)));
  if (isInside) request.end();
  const data = client.lastInput().Data as Uint8Array;
  const event = buildKinesisEvent([{ data }], { streamName: 'orders' });
  await createKinesisHandler(() => undefined, { ...options, ...atAnyAge })(event);
  await tracerProvider.shutdown();
  return request.spanContext().spanId;
}

const segmentsOf = (documents: readonly string[]) => documents.map((text) => JSON.parse(text) as Segment);

onCollector(
  "inside a span of the producer, a put is its call of Kinesis, and the record's parent",
  async (aws, collector) => {
    const requestId = await putAndConsume(collector.url, true, true);
    await collector.stop();

    const segments = segmentsOf(aws.segments);
    const [put, ...more] = segments.filter(({ name }) => name === 'AWS::Kinesis');
    assert.equal([put?.type, put?.namespace, put?.parent_id, more], ['subsegment', 'remote', requestId, []]);
    assert.ok(segments.some(({ parent_id, type }) => parent_id === put?.id && type === undefined));
  },
);

onCollector('with nothing around it, it is a call of Kinesis in a segment of the service', async (aws, collector) => {
  await putAndConsume(collector.url, true, false);
  await collector.stop();

  const segments = segmentsOf(aws.segments);
  const put = segments.find(({ name }) => name === 'AWS::Kinesis');
  const service = segments.find(({ id }) => id === put?.parent_id);
  assert.equal([put?.type, put?.namespace], ['subsegment', 'remote']);
  assert.equal([service?.name, service?.type, service?.parent_id], ['shop', undefined, undefined]);
  assert.ok(segments.some(({ parent_id, type }) => parent_id === put?.id && type === undefined));
});

for (const isInside of [true, false]) {
  const what = isInside ? 'a call' : 'a segment';
  onCollector(`without the switch it is ${what} named after the span`, async (aws, collector) => {
    await putAndConsume(collector.url, false, isInside);
    await collector.stop();

    const segments = segmentsOf(aws.segments);
    const [put] = segments.filter(({ name }) => name === 'send orders');
    assert.is(put?.type, isInside ? 'subsegment' : undefined);
    assert.is(
      segments.some(({ name }) => name === 'AWS::Kinesis' || name === 'shop'),
      false,
    );
  });
}

test.run();
