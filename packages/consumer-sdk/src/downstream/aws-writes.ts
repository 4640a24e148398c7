import { type StreamReference, streamNameOf } from '@kinesis-otel/contract';
import { lambdaFunctionName, lastPart, onlyOne, partiqlTable, text, topicName } from './resource-name.ts';

/** A command's input, of which nothing is known for certain. */
export type CommandInput = Readonly<Record<string, unknown>>;

/**
 * How an operation that writes names what it writes to: never a key, an id, or anything else there is no end of.
 * Undefined: several at once, or none that may be told; `false`: this input does not write.
 */
export type NameOf = (input: CommandInput) => string | undefined | false;

/** The writes of one AWS service. */
export interface AwsService {
  /** What the `Target` dimension begins with. */
  readonly label: string;
  /** As the AWS SDK calls it, and `rpc.service` too. */
  readonly serviceId: string;
  readonly writes: Readonly<Record<string, NameOf>>;
}

/** Which operations write, by the namespace of the service's model, and how each names its target. All others are let through. */
export const awsServices: Readonly<Record<string, AwsService>> = {
  'com.amazonaws.dynamodb': {
    label: 'DynamoDB',
    serviceId: 'DynamoDB',
    writes: {
      PutItem: table,
      UpdateItem: table,
      DeleteItem: table,
      BatchWriteItem: ({ RequestItems }) => onlyOne(Object.keys(Object(RequestItems)).map(lastPart)),
      TransactWriteItems: ({ TransactItems }) => onlyOne(listOf(TransactItems).map(transactTable)),
      ExecuteStatement: ({ Statement }) => partiqlTable(Statement),
      BatchExecuteStatement: ({ Statements }) => onlyWritten(Statements),
      ExecuteTransaction: ({ TransactStatements }) => onlyWritten(TransactStatements),
    },
  },
  'com.amazonaws.s3': {
    label: 'S3',
    serviceId: 'S3',
    writes: {
      PutObject: bucket,
      CopyObject: bucket,
      RenameObject: bucket,
      DeleteObject: bucket,
      DeleteObjects: bucket,
      UploadPart: bucket,
      UploadPartCopy: bucket,
      CompleteMultipartUpload: bucket,
    },
  },
  'com.amazonaws.kinesis': {
    label: 'Kinesis',
    serviceId: 'Kinesis',
    writes: { PutRecord: stream, PutRecords: stream },
  },
  'com.amazonaws.firehose': {
    label: 'Firehose',
    serviceId: 'Firehose',
    writes: {
      PutRecord: ({ DeliveryStreamName }) => text(DeliveryStreamName),
      PutRecordBatch: ({ DeliveryStreamName }) => text(DeliveryStreamName),
    },
  },
  'com.amazonaws.sqs': {
    label: 'SQS',
    serviceId: 'SQS',
    writes: {
      SendMessage: ({ QueueUrl }) => lastPart(QueueUrl),
      SendMessageBatch: ({ QueueUrl }) => lastPart(QueueUrl),
    },
  },
  'com.amazonaws.sns': {
    label: 'SNS',
    serviceId: 'SNS',
    writes: {
      Publish: ({ TopicArn, TargetArn }) => topicName(TopicArn ?? TargetArn),
      PublishBatch: ({ TopicArn }) => topicName(TopicArn),
    },
  },
  'com.amazonaws.eventbridge': {
    label: 'EventBridge',
    serviceId: 'EventBridge',
    writes: { PutEvents: ({ Entries }) => onlyOne(listOf(Entries).map(busName)) },
  },
  'com.amazonaws.sfn': {
    label: 'StepFunctions',
    serviceId: 'SFN',
    writes: {
      StartExecution: stateMachine,
      StartSyncExecution: stateMachine,
      SendTaskSuccess: () => undefined,
      SendTaskFailure: () => undefined,
    },
  },
  'com.amazonaws.timestreamwrite': {
    label: 'Timestream',
    serviceId: 'Timestream Write',
    writes: { WriteRecords: timestreamTable },
  },
  'com.amazonaws.lambda': {
    label: 'Lambda',
    serviceId: 'Lambda',
    writes: {
      Invoke: ({ FunctionName }) => lambdaFunctionName(FunctionName),
      InvokeAsync: ({ FunctionName }) => lambdaFunctionName(FunctionName),
    },
  },
};

function table({ TableName }: CommandInput): string | undefined {
  return lastPart(TableName);
}

/** A bucket, or the access point that stands for one. */
function bucket({ Bucket }: CommandInput): string | undefined {
  return lastPart(Bucket);
}

function stream(input: CommandInput): string | undefined {
  return text(streamNameOf(input as StreamReference));
}

function timestreamTable({ DatabaseName, TableName }: CommandInput): string | undefined {
  const [database, name] = [lastPart(DatabaseName), lastPart(TableName)];
  return database === undefined || name === undefined ? undefined : `${database}.${name}`;
}

/** `arn:aws:states:<region>:<account>:stateMachine:<name>`, maybe with an alias or version behind it. */
function stateMachine({ stateMachineArn }: CommandInput): string | undefined {
  return text(stateMachineArn)?.split(':')[6];
}

function transactTable(item: CommandInput): string | undefined {
  const { Put, Update, Delete, ConditionCheck } = item;
  return lastPart(Object(Put ?? Update ?? Delete ?? ConditionCheck).TableName);
}

function onlyWritten(statements: unknown): string | undefined | false {
  const tables = listOf(statements).map(({ Statement }) => partiqlTable(Statement));
  const written = tables.filter((each) => each !== false);
  return written.length === 0 ? false : onlyOne(written);
}

/** Without a name the default bus is meant. */
function busName({ EventBusName }: CommandInput): string | undefined {
  const name = text(EventBusName ?? 'default');
  return name?.startsWith('arn:') ? lastPart(name) : name;
}

function listOf(value: unknown): readonly CommandInput[] {
  return Array.isArray(value) ? value.map((each) => Object(each) as CommandInput) : [];
}
