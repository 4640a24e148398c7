import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, uninstrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import * as older from 'client-kinesis-older';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createAwsRequestHandler, offlineConfig } from '../support/aws-request-handler.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';

/* Two copies of the AWS SDK, whose clients are not assignable to each other; this file is type-checked with the others. */
const test = suite('producer-sdk / two copies of the AWS SDK');

const entry = { Data: Buffer.from('{"id":1}'), PartitionKey: 'a' };
const answer = { FailedRecordCount: 0, Records: [{ ShardId: 'shardId-000000000000', SequenceNumber: '1' }] };

test('each client keeps its own type, and its records their context', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const handler = createAwsRequestHandler(answer);
  const newClient: KinesisClient = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)), {
    tracerProvider,
    meterProvider,
  });
  const oldConfig = offlineConfig(handler) as unknown as older.KinesisClientConfig;
  const oldClient: older.KinesisClient = instrumentKinesisClient(new older.KinesisClient(oldConfig), {
    tracerProvider,
    meterProvider,
  });

  const newOutput = await newClient.send(new PutRecordsCommand({ StreamName: 'orders', Records: [entry] }));
  const oldOutput = await oldClient.send(new older.PutRecordsCommand({ StreamName: 'orders', Records: [entry] }));

  const sent = handler.requests.map(({ body }) => (body as { Records: readonly { Data: string }[] }).Records[0]?.Data);
  assert.equal(
    sent.map((data) => readStamped(Buffer.from(data ?? '', 'base64')).carrier?.traceparent.slice(3, 35)),
    spans().map((span) => span.spanContext().traceId),
  );
  assert.equal([newOutput.Records, oldOutput.Records], [answer.Records, answer.Records]);
  assert.is(uninstrumentKinesisClient(oldClient), oldClient);
});

test.run();
