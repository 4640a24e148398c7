import './start-telemetry.ts';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Kinesis, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import {
  createKinesisHandler,
  instrumentDownstreamClient,
  instrumentKinesisHandler,
  instrumentOnFailureHandler,
  type KinesisEvent,
  type KinesisHandler,
  withRecordSpan,
} from '@kinesis-otel/consumer-sdk';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';

/*
 * Functions of a shop, under test: orders are written to a table and sent on to a second stream, where they are
 * shipped; an order that cannot be taken ends in the on-failure queue.
 */

/** One record of the test's. */
export interface Order {
  readonly id: string;
  readonly isPoison?: boolean;
}

const dynamodb = instrumentDownstreamClient(new DynamoDBClient({}));
const kinesis = instrumentDownstreamClient(instrumentKinesisClient(new KinesisClient({})));

export const takeOrders: KinesisHandler = createKinesisHandler<Order>(
  async ({ data: order }) => {
    if (order.isPoison) throw new RangeError('an order that nobody can take');
    await dynamodb.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: order.id } } }));
    const Data = Buffer.from(JSON.stringify(order));
    await kinesis.send(new PutRecordCommand({ StreamName: 'shipping', Data, PartitionKey: order.id }));
  },
  { reportBatchItemFailures: true },
);

export const ship: (event: KinesisEvent, context: object) => Promise<void> = instrumentKinesisHandler(
  async (event: KinesisEvent, _context: object) => {
    for (const record of event.Records) {
      await withRecordSpan(record, async ({ kinesis: { data } }) => {
        console.log(JSON.stringify({ shipped: JSON.parse(Buffer.from(data, 'base64').toString()) }));
      });
    }
  },
);

export const hearFailures: (event: object, context: object) => Promise<void> = instrumentOnFailureHandler(
  async (event: object, _context: object) => console.log(JSON.stringify({ heard: event })),
  { readStream: new Kinesis({ maxAttempts: 1 }), maxReadsPerSecond: 5, readTimeoutMs: 8_000 },
);
