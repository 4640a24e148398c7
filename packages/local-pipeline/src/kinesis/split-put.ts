import { maxEngineBodyBytes } from './engine-limits.ts';
import { errorReply } from './error-reply.ts';
import { jsonReply } from './json-reply.ts';
import { callWith, type FrontStep, type KinesisReply } from './kinesis-call.ts';
import { type PutEntry, putEntries } from './put-entries.ts';
import { type PutResult, putRecordsOutput, putResults } from './put-results.ts';

/** What a body has around its records. */
const frameBytes = 1024;

/** Gives the engine a PutRecords that is too large for it in several calls, one after the other, and answers as for one. */
export const splitPut: FrontStep = async (call, next) => {
  const entries = call.body.length > maxEngineBodyBytes ? putEntries(call) : undefined;
  if (entries === undefined || call.operation !== 'PutRecords') return next(call);
  const parts = splitEntries(entries, maxEngineBodyBytes - frameBytes);
  const replies: KinesisReply[] = [];
  for (const Records of parts) replies.push(await next(callWith(call, { ...call.input(), Records })));
  return mergeReplies(
    parts.map((part) => part.length),
    replies,
  );
};

/** Cuts a list, in order, into parts whose JSON has at most so many bytes; an entry that has more is a part of its own. */
export function splitEntries(entries: readonly PutEntry[], maxBytes: number): readonly (readonly PutEntry[])[] {
  const parts: PutEntry[][] = [];
  let partBytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const bytes = Buffer.byteLength(JSON.stringify(entry)) + 1;
    if (partBytes + bytes > maxBytes) {
      parts.push([]);
      partBytes = 0;
    }
    parts.at(-1)?.push(entry);
    partBytes += bytes;
  }
  return parts;
}

/**
 * One answer out of those of the parts: results in the order of the request. Where some parts failed, their records are
 * InternalFailure ones; where all did, it is the first failure.
 */
export function mergeReplies(partSizes: readonly number[], replies: readonly KinesisReply[]): KinesisReply {
  const accepted = replies.some(({ statusCode }) => statusCode === 200);
  if (!accepted) return replies[0] ?? errorReply(500, 'InternalFailure', 'Nothing was put.');
  const results = replies.flatMap((reply, index) =>
    reply.statusCode === 200 ? putResults(reply) : new Array<PutResult>(partSizes[index] ?? 0).fill(internalFailure),
  );
  return jsonReply(200, putRecordsOutput(results));
}

const internalFailure: PutResult = { ErrorCode: 'InternalFailure', ErrorMessage: 'Internal service failure.' };
