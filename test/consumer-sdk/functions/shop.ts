import './register-sdk.ts';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Kinesis, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  createKinesisHandler,
  type InstrumentedHandler,
  instrumentDownstreamClient,
  instrumentKinesisHandler,
  instrumentOnFailureHandler,
  type KinesisHandler,
  withRecordSpan,
} from '@kinesis-otel/consumer-sdk';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import type { KinesisStreamEvent, S3Event, SQSEvent } from 'aws-lambda';

/*
 * The functions of a shop under test: orders are written to a table and passed on to a second stream, whose records are
 * shipped; a poisoned order is given up, and told of by a queue or a bucket.
 */
const dynamodb = instrumentDownstreamClient(DynamoDBDocumentClient.from(new DynamoDBClient({})));
const kinesis = instrumentDownstreamClient(instrumentKinesisClient(new KinesisClient({})));
const s3 = new S3Client({ forcePathStyle: true });
/** Slow machines are not what is tested. */
const flushTimeoutMs = 5_000;

/** One order of the test's. */
export interface Order {
  readonly id: number;
  readonly poison?: boolean;
}

export const order: KinesisHandler = createKinesisHandler<Order>(
  async ({ data, partitionKey }) => {
    if (data.poison) throw new RangeError('poison');
    await dynamodb.send(new PutCommand({ TableName: 'orders', Item: { id: String(data.id) } }));
    const Data = Buffer.from(JSON.stringify(data));
    await kinesis.send(new PutRecordCommand({ StreamName: 'shipments', Data, PartitionKey: partitionKey ?? 'none' }));
  },
  { reportBatchItemFailures: true, flushTimeoutMs },
);

/** A plain loop of the user's, wrapped. */
export const ship: InstrumentedHandler<(event: KinesisStreamEvent) => Promise<void>> = instrumentKinesisHandler(
  async ({ Records }: KinesisStreamEvent) => {
    for (const record of Records) {
      await withRecordSpan(record, ({ kinesis: { data } }) => JSON.parse(Buffer.from(data, 'base64').toString()));
    }
  },
  { flushTimeoutMs },
);

type Telling<Event> = InstrumentedHandler<(event: Event) => Promise<void>>;

/** Reads the given-up records back from the stream. */
export const tellQueue: Telling<SQSEvent> = instrumentOnFailureHandler(async () => undefined, {
  readStream: new Kinesis({ maxAttempts: 1 }),
  maxReadsPerSecond: 5,
  flushTimeoutMs,
});

/** Finds the given-up records in the object. */
export const tellBucket: Telling<S3Event> = instrumentOnFailureHandler(async () => undefined, {
  readObject: async ({ bucket: Bucket, key: Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? '';
  },
  flushTimeoutMs,
});
