import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readWriteOperation } from '../../../packages/consumer-sdk/src/downstream/write-operation.ts';

const test = suite('consumer-sdk / write-operation');

const Key = { id: { S: 'a' } };
const PutRequest = { Item: Key };
const oneTable = { RequestItems: { orders: [{ PutRequest }] } };
const twoTables = { RequestItems: { orders: [{ PutRequest }], returns: [{ PutRequest }] } };
const put = { TableName: 'orders', Item: Key };

const writes: readonly (readonly [command: object, operation: string, collection: string | undefined])[] = [
  [new PutItemCommand(put), 'PutItem', 'orders'],
  [new UpdateItemCommand({ TableName: 'orders', Key }), 'UpdateItem', 'orders'],
  [new DeleteItemCommand({ TableName: 'orders', Key }), 'DeleteItem', 'orders'],
  [new BatchWriteItemCommand(oneTable), 'BatchWriteItem', 'orders'],
  [new BatchWriteItemCommand(twoTables), 'BatchWriteItem', undefined],
  [new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] }), 'TransactWriteItems', undefined],
];

for (const [command, operation, collection] of writes) {
  test(`${operation} writes to ${collection ?? 'more than one table'}`, () => {
    const write = readWriteOperation(command);

    assert.equal(write, {
      service: 'DynamoDB',
      system: 'aws.dynamodb',
      operation,
      collection,
      target: collection === undefined ? 'DynamoDB' : `DynamoDB/${collection}`,
    });
  });
}

test('a table named by its ARN has its name, and no account, in the target', () => {
  const TableName = 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders';

  const targets = [
    readWriteOperation(new PutItemCommand({ ...put, TableName })),
    readWriteOperation(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest }] } })),
  ].map((write) => write?.target);

  assert.equal(targets, ['DynamoDB/orders', 'DynamoDB/orders']);
});

test('a command whose class a bundler has renamed is known by its model', () => {
  const command = new PutItemCommand(put);
  Object.setPrototypeOf(command, class a {}.prototype);

  const write = readWriteOperation(command);

  assert.is(write?.operation, 'PutItem');
});

test('a command without a model is known by its class', () => {
  class UpdateItemCommandOfAnOlderSdk {
    readonly input = { TableName: 'orders' };
  }
  Object.defineProperty(UpdateItemCommandOfAnOlderSdk, 'name', { value: 'UpdateItemCommand' });

  const write = readWriteOperation(new UpdateItemCommandOfAnOlderSdk());

  assert.is(write?.target, 'DynamoDB/orders');
});

for (const input of [undefined, {}, { TableName: 7 }]) {
  test(`a write whose input is ${JSON.stringify(input)} has no table`, () => {
    const write = readWriteOperation({ schema: [9, 'com.amazonaws.dynamodb', 'PutItem'], input });

    assert.equal([write?.operation, write?.target], ['PutItem', 'DynamoDB']);
  });
}

const others: Readonly<Record<string, unknown>> = {
  GetItem: new GetItemCommand({ TableName: 'orders', Key }),
  Query: new QueryCommand({ TableName: 'orders' }),
  'a Kinesis put': new PutRecordCommand({ StreamName: 'orders', Data: Buffer.from(''), PartitionKey: 'k' }),
  'a plain object': {},
  undefined,
  null: null,
};

for (const [what, command] of Object.entries(others)) {
  test(`${what} is no write`, () => {
    const write = readWriteOperation(command);

    assert.is(write, undefined);
  });
}

test.run();
