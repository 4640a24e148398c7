import { maxPutRecordsBytes } from '@kinesis-otel/contract';
import { errorReply } from './error-reply.ts';
import type { FrontStep, KinesisCall, KinesisReply } from './kinesis-call.ts';
import { entryBytes, type PutEntry, putEntries } from './put-entries.ts';

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html and API_PutRecordsRequestEntry.html */
const maxRecords = 500;
const maxPartitionKeyLength = 256;
const maxViolations = 10;

/**
 * Refuses a put that is over a limit of the API, as a whole and before any throughput is spent on it: ValidationException
 * for a member that is too long or too short, InvalidArgumentException for what only the sum of members breaks.
 */
export function checkPut(maxRecordBytes: number): FrontStep {
  return (call, next) => {
    const refusal = refuse(call, maxRecordBytes);
    return refusal === undefined ? next(call) : Promise.resolve(refusal);
  };
}

function refuse(call: KinesisCall, maxRecordBytes: number): KinesisReply | undefined {
  const records = call.operation === 'PutRecords' ? call.input()?.Records : undefined;
  if (Array.isArray(records)) {
    if (records.length === 0) return violated(`at 'records' ${tooShort(1)}`);
    if (records.length > maxRecords) return violated(`at 'records' ${tooLong(maxRecords)}`);
  }
  const entries = putEntries(call);
  if (entries === undefined) return undefined;
  const isMany = call.operation === 'PutRecords';
  const violations = entries.flatMap((entry, index) =>
    findViolations(entry, isMany ? `records.${index + 1}.member.` : '', maxRecordBytes),
  );
  if (violations.length > 0) return violated(...violations.slice(0, maxViolations));
  return refuseSize(entries.map(entryBytes), maxRecordBytes);
}

function findViolations({ Data, PartitionKey }: PutEntry, at: string, maxRecordBytes: number): readonly string[] {
  const violations: string[] = [];
  if (Buffer.byteLength(Data, 'base64') > maxRecordBytes) violations.push(`at '${at}data' ${tooLong(maxRecordBytes)}`);
  if (PartitionKey.length > maxPartitionKeyLength) {
    violations.push(`at '${at}partitionKey' ${tooLong(maxPartitionKeyLength)}`);
  }
  if (PartitionKey === '') violations.push(`at '${at}partitionKey' ${tooShort(1)}`);
  return violations;
}

function refuseSize(sizes: readonly number[], maxRecordBytes: number): KinesisReply | undefined {
  if (sizes.some((bytes) => bytes > maxRecordBytes)) {
    const limit = `${maxRecordBytes} bytes, the partition key included`;
    return errorReply(400, 'InvalidArgumentException', `Record size exceeds ${limit}`);
  }
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  if (total <= maxPutRecordsBytes) return undefined;
  return errorReply(400, 'InvalidArgumentException', 'Records size exceeds 10 MB limit');
}

function violated(...violations: readonly string[]): KinesisReply {
  const detected = `${violations.length} validation error${violations.length > 1 ? 's' : ''} detected`;
  const values = violations.map((violation) => `Value ${violation}`).join('; ');
  return errorReply(400, 'ValidationException', `${detected}: ${values}`);
}

function tooLong(most: number): string {
  return `failed to satisfy constraint: Member must have length less than or equal to ${most}`;
}

function tooShort(least: number): string {
  return `failed to satisfy constraint: Member must have length greater than or equal to ${least}`;
}
