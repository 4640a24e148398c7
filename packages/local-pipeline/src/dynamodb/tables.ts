import { setTimeout as delay } from 'node:timers/promises';
import { AwsCallError, type AwsJsonClient } from '../aws-json-client.ts';

export interface TableOptions {
  readonly name: string;
  /** The name of the table's one key, a string. */
  readonly partitionKey: string;
}

/** Creates a table, billed per request, and waits until it takes items. */
export async function createTable(client: AwsJsonClient, { name, partitionKey }: TableOptions): Promise<void> {
  await client.call('CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: partitionKey, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
  });
  while ((await tableStatus(client, name)) !== 'ACTIVE') await delay(5);
}

/** Drops a table with all it holds and creates it again. */
export async function resetTable(client: AwsJsonClient, options: TableOptions): Promise<void> {
  await client.call('DeleteTable', { TableName: options.name });
  while ((await tableStatus(client, options.name)) !== undefined) await delay(5);
  await createTable(client, options);
}

async function tableStatus(client: AwsJsonClient, name: string): Promise<string | undefined> {
  try {
    const { Table } = await client.call('DescribeTable', { TableName: name });
    return (Table as { readonly TableStatus: string }).TableStatus;
  } catch (error) {
    if (error instanceof AwsCallError && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
