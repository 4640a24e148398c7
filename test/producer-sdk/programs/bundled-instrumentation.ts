import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { createKinesisInstrumentation } from '@kinesis-otel/producer-sdk/instrumentation';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createAwsRequestHandler, offlineConfig } from '../../support/aws-request-handler.ts';

/*
 * An application as a bundler gets it, which registers the instrumentation and wraps nothing: puts one record, and tells the
 * record's data as it was sent, and the names of its spans.
 */
const exporter = new InMemorySpanExporter();
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
registerInstrumentations({ tracerProvider, instrumentations: [createKinesisInstrumentation()] });

async function run(): Promise<void> {
  const handler = createAwsRequestHandler({ ShardId: 'shardId-000000000000', SequenceNumber: '1' });
  const client = new KinesisClient(offlineConfig(handler));
  await client.send(new PutRecordCommand({ StreamName: 'orders', Data: Buffer.from('{"id":1}'), PartitionKey: 'a' }));
  const [{ Data } = { Data: '' }] = handler.requests.map(({ body }) => body as { readonly Data: string });
  const spans = exporter.getFinishedSpans().map((span) => ({ name: span.name, spanId: span.spanContext().spanId }));
  console.log(JSON.stringify({ data: Buffer.from(Data, 'base64').toString(), spans }));
}

void run();
