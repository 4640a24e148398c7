import { BatchExecuteStatementCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type DownstreamClientLike, instrumentDownstreamClient } from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { answerWith, offlineConfig } from '../../support/aws-request-handler.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';

const test = suite('consumer-sdk / downstream, one client of each service');

interface Write {
  readonly client: (config: ReturnType<typeof offlineConfig>) => DownstreamClientLike;
  readonly command: object;
  readonly answer: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly span: string;
  readonly target: string;
  /** Undefined: the answer is a success. */
  readonly failure?: string;
}

const Data = Buffer.from('{}');
const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders';
const TopicArn = 'arn:aws:sns:eu-west-1:123456789012:orders';
const stateMachineArn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Ship';
const publishAnswer = `<PublishBatchResponse><PublishBatchResult><Failed><member><Id>1</Id><Code>x</Code>
<SenderFault>true</SenderFault></member></Failed></PublishBatchResult></PublishBatchResponse>`;
const deleteAnswer = '<DeleteResult><Error><Key>k</Key><Code>AccessDenied</Code></Error></DeleteResult>';

const writes: readonly Write[] = [
  {
    client: (config) => new KinesisClient(config),
    command: new PutRecordsCommand({ StreamName: 'second', Records: [{ Data, PartitionKey: 'k' }] }),
    answer: '{"FailedRecordCount":1,"Records":[{"ErrorCode":"InternalFailure","ErrorMessage":"x"}]}',
    span: 'Kinesis.PutRecords',
    target: 'Kinesis/second',
    failure: 'FailedRecordCount',
  },
  {
    client: (config) => new FirehoseClient(config),
    command: new PutRecordBatchCommand({ DeliveryStreamName: 'lake', Records: [{ Data }] }),
    answer: '{"FailedPutCount":1,"RequestResponses":[{"ErrorCode":"x"}]}',
    span: 'Firehose.PutRecordBatch',
    target: 'Firehose/lake',
    failure: 'FailedPutCount',
  },
  {
    client: (config) => new SQSClient({ ...config, md5: false }),
    command: new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '1', MessageBody: '{}' }] }),
    answer: '{"Successful":[],"Failed":[{"Id":"1","Code":"x","SenderFault":true}]}',
    span: 'SQS.SendMessageBatch',
    target: 'SQS/orders',
    failure: 'FailedBatchEntries',
  },
  {
    client: (config) => new SNSClient(config),
    command: new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [{ Id: '1', Message: 'm' }] }),
    answer: publishAnswer,
    span: 'SNS.PublishBatch',
    target: 'SNS/orders',
    failure: 'FailedBatchEntries',
  },
  {
    client: (config) => new EventBridgeClient(config),
    command: new PutEventsCommand({ Entries: [{ EventBusName: 'shop', Source: 's', DetailType: 't', Detail: '{}' }] }),
    answer: '{"FailedEntryCount":1,"Entries":[{"ErrorCode":"x"}]}',
    span: 'EventBridge.PutEvents',
    target: 'EventBridge/shop',
    failure: 'FailedEntryCount',
  },
  {
    client: (config) => new SFNClient(config),
    command: new StartExecutionCommand({ stateMachineArn }),
    answer: '{"executionArn":"arn","startDate":1}',
    span: 'SFN.StartExecution',
    target: 'StepFunctions/Ship',
  },
  {
    client: (config) => new LambdaClient(config),
    command: new InvokeCommand({ FunctionName: 'ship' }),
    answer: '{"errorMessage":"x"}',
    headers: { 'x-amz-function-error': 'Unhandled' },
    span: 'Lambda.Invoke',
    target: 'Lambda/ship',
    failure: 'FunctionError',
  },
  {
    client: (config) => new S3Client(config),
    command: new PutObjectCommand({ Bucket: 'archive', Key: 'orders/7.json', Body: '{}' }),
    answer: '',
    span: 'S3.PutObject',
    target: 'S3/archive',
  },
  {
    client: (config) => new S3Client(config),
    command: new DeleteObjectsCommand({ Bucket: 'archive', Delete: { Objects: [{ Key: 'k' }] } }),
    answer: deleteAnswer,
    span: 'S3.DeleteObjects',
    target: 'S3/archive',
    failure: 'DeleteErrors',
  },
  {
    client: (config) => new DynamoDBClient(config),
    command: new BatchExecuteStatementCommand({ Statements: [{ Statement: 'UPDATE orders SET n = 1' }] }),
    answer: '{"Responses":[{"Error":{"Code":"ConditionalCheckFailed"}}]}',
    span: 'BatchExecuteStatement orders',
    target: 'DynamoDB/orders',
    failure: 'BatchStatementError',
  },
  {
    client: (config) => DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    command: new PutCommand({ TableName: 'orders', Item: { id: 'a' } }),
    answer: '{}',
    span: 'PutItem orders',
    target: 'DynamoDB/orders',
  },
  {
    client: (config) => DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    command: new BatchWriteCommand({ RequestItems: { orders: [{ PutRequest: { Item: { id: 'a' } } }] } }),
    answer: '{"UnprocessedItems":{"orders":[{"PutRequest":{"Item":{"id":{"S":"a"}}}}]}}',
    span: 'BatchWriteItem orders',
    target: 'DynamoDB/orders',
    failure: 'UnprocessedItems',
  },
];

for (const { client: createClient, command, answer, headers, span, target, failure } of writes) {
  test(`${span} to ${target} is ${failure ?? 'a success'}`, async () => {
    const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
    const client = createClient(offlineConfig(answerWith(answer, headers)));
    instrumentDownstreamClient(client, { tracerProvider, meterProvider });

    await client.send(command as never);

    const [made] = spans();
    assert.is(made?.name, span);
    assert.is(made?.attributes['error.type'], failure);
    assert.equal(made?.attributes['rpc.service'], span.includes('.') ? span.split('.')[0] : 'DynamoDB');
    assert.is(await sum('DownstreamWriteSuccess', { Target: target }), failure === undefined ? 1 : 0);
    assert.is(await sum('DownstreamWriteFailure', { Target: target }), failure === undefined ? 0 : 1);
  });
}

test.run();
