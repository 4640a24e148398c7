import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { instrumentDownstreamClient, type KinesisEvent, withRecordSpan } from '@kinesis-otel/consumer-sdk';

const dynamodb = instrumentDownstreamClient(new DynamoDBClient({}));

/** A function with a loop of its own, that says which work is a record's and measures its writes itself. */
export async function handler(event: KinesisEvent): Promise<readonly string[]> {
  const payloads: string[] = [];
  for (const record of event.Records) {
    await withRecordSpan(record, async ({ kinesis }) => {
      const payload = Buffer.from(kinesis.data, 'base64').toString();
      await dynamodb.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: payload } } }));
      payloads.push(payload);
    });
  }
  return payloads;
}
