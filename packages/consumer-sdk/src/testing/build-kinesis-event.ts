import { checkText, checkWholeNumber, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import { checkSequenceNumber, type TestRecord, testRecordBytes } from './test-record.ts';

/** A record exactly as Lambda delivers it; fits `KinesisStreamRecord` of `@types/aws-lambda`. */
export interface TestKinesisEventRecord {
  kinesis: {
    kinesisSchemaVersion: string;
    /** Null where the test asked for it, as Lambda's is on some streams; the type is the one of `@types/aws-lambda`. */
    partitionKey: string;
    /** 56 digits. */
    sequenceNumber: string;
    /** Base64. */
    data: string;
    /** Seconds since the epoch, with a fraction. */
    approximateArrivalTimestamp: number;
  };
  eventSource: string;
  eventVersion: string;
  /** `<shardId>:<sequenceNumber>`. */
  eventID: string;
  eventName: string;
  invokeIdentityArn: string;
  awsRegion: string;
  eventSourceARN: string;
}

/** An event exactly as Lambda delivers it; fits `KinesisStreamEvent` of `@types/aws-lambda`. */
export interface TestKinesisEvent {
  Records: TestKinesisEventRecord[];
}

/** What the records of an event have in common. */
export interface KinesisEventOptions {
  /** @defaultValue 'orders' */
  readonly streamName?: string;
  /** @defaultValue 'shardId-000000000000' */
  readonly shardId?: string;
  /** When Kinesis took the first record, in milliseconds since the epoch. @defaultValue now, less 100 ms */
  readonly arrivedAtMs?: number;
  /** @defaultValue a number of 56 digits, always the same */
  readonly firstSequenceNumber?: string;
}

const known: readonly (keyof KinesisEventOptions)[] = ['streamName', 'shardId', 'arrivedAtMs', 'firstSequenceNumber'];

const firstOfAll = '49590338271490256608559692538361571095921575989136588898';
const region = 'eu-west-1';
const account = '123456789012';

/**
 * Builds the event of one invocation: records of one shard, in order, as Lambda delivers them.
 *
 * @throws KinesisOtelOptionError for what a record cannot be
 * @example
 * const event = buildKinesisEvent([{ data: { id: 7 }, traceparent }, { data: { id: 8 }, gzip: true }]);
 */
export function buildKinesisEvent(records: readonly TestRecord[], options: KinesisEventOptions = {}): TestKinesisEvent {
  rejectUnknownOptions(options, known);
  checkText('streamName', options.streamName);
  checkText('shardId', options.shardId);
  checkWholeNumber('arrivedAtMs', options.arrivedAtMs, 0, Number.MAX_SAFE_INTEGER);
  checkSequenceNumber('firstSequenceNumber', options.firstSequenceNumber);
  if (!Array.isArray(records)) {
    throw new KinesisOtelOptionError('INVALID_OPTION', 'records', records, 'Give a list of `{ data }`.');
  }
  const { streamName = 'orders', shardId = 'shardId-000000000000', firstSequenceNumber = firstOfAll } = options;
  const firstArrivedAtMs = options.arrivedAtMs ?? Date.now() - 100;
  const build = (record: TestRecord, index: number): TestKinesisEventRecord => {
    const { arrivedAtMs = firstArrivedAtMs + index, partitionKey = `key-${index}` } = record;
    const sequenceNumber = record.sequenceNumber ?? String(BigInt(firstSequenceNumber) + BigInt(index));
    return {
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: partitionKey as string,
        sequenceNumber,
        data: Buffer.from(testRecordBytes(record, arrivedAtMs, partitionKey)).toString('base64'),
        approximateArrivalTimestamp: arrivedAtMs / 1_000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shardId}:${sequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: `arn:aws:iam::${account}:role/consumer`,
      awsRegion: region,
      eventSourceARN: `arn:aws:kinesis:${region}:${account}:stream/${streamName}`,
    };
  };
  return { Records: records.map(build) };
}
