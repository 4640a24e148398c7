import { createRequire } from 'node:module';
import type * as AwsSdk from '@aws-sdk/client-kinesis';
import { createKinesisInstrumentation } from '@kinesis-otel/producer-sdk/instrumentation';
import { type Instrumentation, registerInstrumentations } from '@opentelemetry/instrumentation';
import { AwsInstrumentation } from '@opentelemetry/instrumentation-aws-sdk';
import { createAwsRequestHandler, offlineConfig } from './aws-request-handler.ts';
import { createInMemoryTelemetry } from './in-memory-telemetry.ts';
import { readStamped } from './read-stamped.ts';

/*
 * node put-beside-aws-sdk.ts <settings>: a put of two records through the AWS SDK's own client, instrumented as the
 * settings, in JSON, say. Tells, as JSON, the spans it made and the trace that each record carries.
 */
export interface PutBesideAwsSdk {
  /** In the order they are registered in. */
  readonly register: readonly ('ours' | 'theirs')[];
  readonly suppressInternalInstrumentation?: boolean;
  readonly load: 'import' | 'require' | 'before';
  /** Whether the client is wrapped as well. */
  readonly isWrapped?: boolean;
}

const settings: PutBesideAwsSdk = JSON.parse(process.argv[2] ?? '{}');
const load = createRequire(import.meta.url);
const name = '@aws-sdk/client-kinesis';

if (settings.load === 'before') load(name);
const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
for (const which of settings.register) {
  const { suppressInternalInstrumentation = false } = settings;
  // The real interface: a shape of ours that does not fit does not compile.
  const instrumentation: Instrumentation =
    which === 'ours' ? createKinesisInstrumentation() : new AwsInstrumentation({ suppressInternalInstrumentation });
  registerInstrumentations({ instrumentations: [instrumentation], tracerProvider, meterProvider });
}
const { KinesisClient, PutRecordsCommand }: typeof AwsSdk =
  settings.load === 'import' ? await import('@aws-sdk/client-kinesis') : load(name);

const places = ['1', '2'].map((SequenceNumber) => ({ ShardId: 'shardId-000000000000', SequenceNumber }));
const handler = createAwsRequestHandler({ FailedRecordCount: 0, Records: places });
const client = new KinesisClient(offlineConfig(handler));
if (settings.isWrapped) {
  const { instrumentKinesisClient } = await import('@kinesis-otel/producer-sdk');
  instrumentKinesisClient(client, { tracerProvider, meterProvider });
}
const Records = ['a', 'b'].map((PartitionKey) => ({ Data: Buffer.from('{}'), PartitionKey }));
await client.send(new PutRecordsCommand({ StreamName: 'orders', Records }));

const { Records: sent } = (handler.requests[0]?.body ?? { Records: [] }) as { Records: readonly { Data: string }[] };
const nameOf = (id: string | undefined) => spans().find((each) => each.spanContext().spanId === id)?.name;
console.log(
  JSON.stringify({
    spans: spans().map((span) => ({ name: span.name, parent: nameOf(span.parentSpanContext?.spanId) })),
    sends: spans().filter(({ attributes }) => attributes['messaging.operation.type'] === 'send').length,
    carriers: sent.map(({ Data }) =>
      nameOf(readStamped(Buffer.from(Data, 'base64')).carrier?.traceparent.split('-')[2]),
    ),
    success: await sum('PutRecordSuccess'),
  }),
);
