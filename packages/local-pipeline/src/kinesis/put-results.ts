import { type KinesisReply, readObject } from './kinesis-call.ts';

/** What became of a record of a PutRecords: stored, or refused with an error code. */
export type PutResult =
  | { readonly ShardId: string; readonly SequenceNumber: string }
  | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** The results of an answer to PutRecords, in the order of the request. */
export function putResults(reply: KinesisReply): readonly PutResult[] {
  return (readObject(reply.body)?.Records ?? []) as readonly PutResult[];
}

/** The body of an answer to PutRecords. */
export function putRecordsOutput(results: readonly PutResult[]): object {
  const FailedRecordCount = results.filter((result) => 'ErrorCode' in result).length;
  return { FailedRecordCount, Records: results };
}
