import {
  BatchExecuteStatementCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutRecordCommand as FirehosePutRecordCommand, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { GetRecordsCommand, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import {
  CompleteMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { SendTaskSuccessCommand, StartExecutionCommand, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishBatchCommand, PublishCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { WriteRecordsCommand } from '@aws-sdk/client-timestream-write';
import * as document from '@aws-sdk/lib-dynamodb';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readWriteOperation } from '../../../packages/consumer-sdk/src/downstream/write-operation.ts';

const test = suite('consumer-sdk / write-operation');

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const Key = { id: { S: 'a' } };
const put = { TableName: 'orders', Item: Key };
const PutRequest = { Item: Key };
const Data = Buffer.from('');
const Statement = `INSERT INTO "orders" VALUE {'id': 'a'}`;
const update = { Statement: 'update orders.archive set n = 1' };
const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders';
const bulk = { Id: '1', Message: '', MessageBody: '' };

/** Every write, and its target. A key, an id, an account or a phone number is in none of them. */
const writes: readonly (readonly [command: object, operation: string, target: string])[] = [
  [new PutItemCommand(put), 'PutItem', 'DynamoDB/orders'],
  [new PutItemCommand({ ...put, TableName: arn('dynamodb', 'table/orders') }), 'PutItem', 'DynamoDB/orders'],
  [new UpdateItemCommand({ TableName: 'orders', Key }), 'UpdateItem', 'DynamoDB/orders'],
  [new DeleteItemCommand({ TableName: 'orders', Key }), 'DeleteItem', 'DynamoDB/orders'],
  [new BatchWriteItemCommand({ RequestItems: { orders: [{ PutRequest }] } }), 'BatchWriteItem', 'DynamoDB/orders'],
  [
    new BatchWriteItemCommand({ RequestItems: { [arn('dynamodb', 'table/orders')]: [{ PutRequest }] } }),
    'BatchWriteItem',
    'DynamoDB/orders',
  ],
  [
    new BatchWriteItemCommand({ RequestItems: { a: [{ PutRequest }], b: [{ PutRequest }] } }),
    'BatchWriteItem',
    'DynamoDB',
  ],
  [new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] }), 'TransactWriteItems', 'DynamoDB/orders'],
  [
    new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, { Delete: { TableName: 'returns', Key } }] }),
    'TransactWriteItems',
    'DynamoDB',
  ],
  [new ExecuteStatementCommand({ Statement }), 'ExecuteStatement', 'DynamoDB/orders'],
  [new ExecuteStatementCommand({ Statement: 'delete  from orders where id=?' }), 'ExecuteStatement', 'DynamoDB/orders'],
  [new ExecuteStatementCommand(update), 'ExecuteStatement', 'DynamoDB/orders.archive'],
  [
    new BatchExecuteStatementCommand({ Statements: [{ Statement }, { Statement: 'SELECT * FROM returns' }] }),
    'BatchExecuteStatement',
    'DynamoDB/orders',
  ],
  [new ExecuteTransactionCommand({ TransactStatements: [{ Statement }, update] }), 'ExecuteTransaction', 'DynamoDB'],
  [new document.PutCommand({ TableName: 'orders', Item: { id: 'a' } }), 'PutItem', 'DynamoDB/orders'],
  [new document.UpdateCommand({ TableName: 'orders', Key: { id: 'a' } }), 'UpdateItem', 'DynamoDB/orders'],
  [new document.DeleteCommand({ TableName: 'orders', Key: { id: 'a' } }), 'DeleteItem', 'DynamoDB/orders'],
  [new document.BatchWriteCommand({ RequestItems: { orders: [] } }), 'BatchWriteItem', 'DynamoDB/orders'],
  [new document.TransactWriteCommand({ TransactItems: [] }), 'TransactWriteItems', 'DynamoDB'],
  [new PutObjectCommand({ Bucket: 'archive', Key: 'orders/7.json' }), 'PutObject', 'S3/archive'],
  [new PutObjectCommand({ Bucket: arn('s3', 'accesspoint/archive'), Key: 'k' }), 'PutObject', 'S3/archive'],
  [new DeleteObjectsCommand({ Bucket: 'archive', Delete: { Objects: [] } }), 'DeleteObjects', 'S3/archive'],
  [
    new CompleteMultipartUploadCommand({ Bucket: 'archive', Key: 'k', UploadId: 'u' }),
    'CompleteMultipartUpload',
    'S3/archive',
  ],
  [new PutRecordCommand({ StreamName: 'second', Data, PartitionKey: 'k' }), 'PutRecord', 'Kinesis/second'],
  [new PutRecordsCommand({ StreamARN: arn('kinesis', 'stream/second'), Records: [] }), 'PutRecords', 'Kinesis/second'],
  [new FirehosePutRecordCommand({ DeliveryStreamName: 'lake', Record: { Data } }), 'PutRecord', 'Firehose/lake'],
  [new PutRecordBatchCommand({ DeliveryStreamName: 'lake', Records: [] }), 'PutRecordBatch', 'Firehose/lake'],
  [new SendMessageCommand({ QueueUrl, MessageBody: '' }), 'SendMessage', 'SQS/orders'],
  [new SendMessageBatchCommand({ QueueUrl, Entries: [bulk] }), 'SendMessageBatch', 'SQS/orders'],
  [new PublishCommand({ TopicArn: arn('sns', 'orders'), Message: '' }), 'Publish', 'SNS/orders'],
  [new PublishCommand({ TargetArn: arn('sns', 'endpoint/GCM/app/5e3e9847'), Message: '' }), 'Publish', 'SNS'],
  [new PublishCommand({ PhoneNumber: '+491701234567', Message: '' }), 'Publish', 'SNS'],
  [
    new PublishBatchCommand({ TopicArn: arn('sns', 'orders'), PublishBatchRequestEntries: [bulk] }),
    'PublishBatch',
    'SNS/orders',
  ],
  [new PutEventsCommand({ Entries: [{ EventBusName: 'shop' }] }), 'PutEvents', 'EventBridge/shop'],
  [
    new PutEventsCommand({ Entries: [{ EventBusName: arn('events', 'event-bus/shop') }] }),
    'PutEvents',
    'EventBridge/shop',
  ],
  [new PutEventsCommand({ Entries: [{}] }), 'PutEvents', 'EventBridge/default'],
  [new PutEventsCommand({ Entries: [{}, { EventBusName: 'shop' }] }), 'PutEvents', 'EventBridge'],
  [
    new StartExecutionCommand({ stateMachineArn: arn('states', 'stateMachine:Ship:live') }),
    'StartExecution',
    'StepFunctions/Ship',
  ],
  [
    new StartSyncExecutionCommand({ stateMachineArn: arn('states', 'stateMachine:Ship') }),
    'StartSyncExecution',
    'StepFunctions/Ship',
  ],
  [new SendTaskSuccessCommand({ taskToken: 't', output: '{}' }), 'SendTaskSuccess', 'StepFunctions'],
  [
    new WriteRecordsCommand({ DatabaseName: 'metrics', TableName: 'orders', Records: [] }),
    'WriteRecords',
    'Timestream/metrics.orders',
  ],
  [new InvokeCommand({ FunctionName: 'ship' }), 'Invoke', 'Lambda/ship'],
  [new InvokeCommand({ FunctionName: 'ship:live' }), 'Invoke', 'Lambda/ship'],
  [new InvokeCommand({ FunctionName: `${arn('lambda', 'function:ship')}:3` }), 'Invoke', 'Lambda/ship'],
  [new InvokeCommand({ FunctionName: '123456789012:function:ship' }), 'Invoke', 'Lambda/ship'],
];

for (const [command, operation, target] of writes) {
  const what = JSON.stringify((command as { input: object }).input).slice(0, 90);
  test(`${command.constructor.name} of ${what} is a write to ${target}`, () => {
    const write = readWriteOperation(command);

    assert.equal([write?.operation, write?.target], [operation, target]);
  });
}

test('a command whose class a bundler has renamed is known by its model', () => {
  const commands = [new PutItemCommand(put), new document.PutCommand(put as never)];
  for (const command of commands) Object.setPrototypeOf(command, class a {}.prototype);

  const targets = commands.map((command) => readWriteOperation(command)?.target);

  assert.equal(targets, ['DynamoDB/orders', 'DynamoDB/orders']);
});

test('a command without a model is known by its class and its client', () => {
  class OlderCommand {
    readonly input = { StreamName: 'orders', DeliveryStreamName: 'lake' };
  }
  Object.defineProperty(OlderCommand, 'name', { value: 'PutRecordCommand' });
  const command = new OlderCommand();

  const targets = ['Kinesis', 'Firehose', 'DynamoDB', undefined].map((id) => readWriteOperation(command, id)?.target);

  assert.equal(targets, ['Kinesis/orders', 'Firehose/lake', undefined, undefined]);
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
  'a statement that reads': new ExecuteStatementCommand({ Statement: 'SELECT * FROM orders' }),
  'a document client’s query': new document.QueryCommand({ TableName: 'orders' }),
  GetObject: new GetObjectCommand({ Bucket: 'archive', Key: 'k' }),
  GetRecords: new GetRecordsCommand({ ShardIterator: 'i' }),
  ReceiveMessage: new ReceiveMessageCommand({ QueueUrl }),
  'an operation named as an object’s own': { schema: [9, 'com.amazonaws.s3', 'constructor'], input: {} },
  'a service nobody knows': { schema: [9, 'com.amazonaws.other', 'PutItem'], input: {} },
  'a plain object': {},
  'an object without a class': Object.create(null),
  text: 'PutItem',
  undefined,
  null: null,
};

for (const [what, command] of Object.entries(others)) {
  test(`${what} is no write`, () => {
    const write = readWriteOperation(command, 'DynamoDB');

    assert.is(write, undefined);
  });
}

test.run();
