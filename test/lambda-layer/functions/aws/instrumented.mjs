import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { instrumentDownstreamClient } from '@kinesis-otel/consumer-sdk';

const dynamodb = instrumentDownstreamClient(new DynamoDBClient({}));

/** Measures its writes itself, and is given the layer as well. */
export const handler = async () => {
  await dynamodb.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } }));
};
