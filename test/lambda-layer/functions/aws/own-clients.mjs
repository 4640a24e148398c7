import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createKinesisHandler, instrumentDownstreamClient } from '@kinesis-otel/consumer-sdk';

/* A function that wraps its clients itself, and is given the layer as well. */
const dynamodb = instrumentDownstreamClient(new DynamoDBClient({ maxAttempts: 1 }));
const documents = DynamoDBDocumentClient.from(dynamodb);

const work = createKinesisHandler(async ({ data: { id } }) => {
  await dynamodb.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: String(id) } } }));
  await documents.send(new PutCommand({ TableName: 'orders', Item: { id: String(id) } }));
  await dynamodb.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: String(id) } } }));
});

export const handler = async (event, context) => {
  if (event.Records !== undefined) return work(event, context);
  await dynamodb.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'x' } } }));
};
