import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';

/** What the table holds: records written, and deliveries of them beyond the first. */
export interface Deliveries {
  readonly records: number;
  readonly duplicates: number;
}

/** Reads the whole table. */
export async function countDeliveries(endpoint: string, tableName: string): Promise<Deliveries> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let records = 0;
  let duplicates = 0;
  const request = { TableName: tableName, ProjectionExpression: 'deliveries', ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client }, request)) {
    records += Items.length;
    for (const { deliveries } of Items) duplicates += Number(deliveries?.N ?? 0) - 1;
  }
  client.destroy();
  return { records, duplicates };
}
