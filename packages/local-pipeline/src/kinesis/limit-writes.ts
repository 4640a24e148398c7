import { errorReply } from './error-reply.ts';
import { jsonReply } from './json-reply.ts';
import { callWith, type FrontStep, type KinesisCall, type KinesisReply, type KinesisService } from './kinesis-call.ts';
import type { KinesisControls } from './kinesis-controls.ts';
import { entryBytes, type PutEntry, putEntries } from './put-entries.ts';
import { putRecordsOutput, putResults } from './put-results.ts';
import { shardOfEntry } from './shard.ts';
import type { ShardDirectory } from './shard-directory.ts';
import { throttledMessage, throttledType } from './throttled.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';
import { checkWriteLimits, serviceWriteLimits, type WriteLimits } from './write-limits.ts';

interface ShardAllowance {
  readonly records: TokenBucket;
  readonly bytes: TokenBucket;
}

/** The step that holds puts against the limits of their shards. */
export interface WriteLimiting extends Pick<KinesisControls, 'setWriteLimits'> {
  readonly step: FrontStep;
}

/**
 * Per open shard, so many records and bytes a second; a record larger than that needs the whole second and is paid off
 * later. Starts without limits.
 */
export function createWriteLimiting(directory: ShardDirectory, now: () => number): WriteLimiting {
  const allowances = new Map<string, ShardAllowance>();
  let limits: Required<WriteLimits> | undefined;
  const pay = (streamName: string, shardId: string, bytes: number, shardLimits: Required<WriteLimits>): boolean => {
    const key = `${streamName}/${shardId}`;
    const allowance = allowances.get(key) ?? createAllowance(shardLimits, now);
    allowances.set(key, allowance);
    if (!allowance.records.has(1) || !allowance.bytes.has(bytes)) return false;
    allowance.records.take(1);
    allowance.bytes.take(bytes);
    return true;
  };
  const step: FrontStep = async (call, next) => {
    const current = limits;
    const entries = putEntries(call);
    const streamName = call.input()?.StreamName;
    if (current === undefined || entries === undefined || typeof streamName !== 'string') return next(call);
    const shards = await directory.shards(streamName, call, next);
    const refusals = entries.map((entry) => {
      const shardId = shardOfEntry(shards, entry)?.shardId;
      const isPaid = shardId === undefined || pay(streamName, shardId, entryBytes(entry), current);
      return isPaid ? undefined : throttledMessage(streamName, shardId);
    });
    return putPaid(call, next, entries, refusals);
  };
  const setWriteLimits = (given: WriteLimits | undefined): void => {
    if (given !== undefined) checkWriteLimits(given);
    limits = given && { ...serviceWriteLimits, ...given };
    allowances.clear();
  };
  return { step, setWriteLimits };
}

async function putPaid(
  call: KinesisCall,
  next: KinesisService,
  entries: readonly PutEntry[],
  refusals: readonly (string | undefined)[],
): Promise<KinesisReply> {
  if (refusals.every((refusal) => refusal === undefined)) return next(call);
  if (call.operation === 'PutRecord') return errorReply(400, throttledType, refusals[0] ?? '');
  const Records = entries.filter((_, index) => refusals[index] === undefined);
  const reply = Records.length > 0 ? await next(callWith(call, { ...call.input(), Records })) : nothingPut;
  return reply.statusCode === 200 ? mergeRefusals(refusals, reply) : reply;
}

const nothingPut: KinesisReply = { statusCode: 200, headers: {}, body: Buffer.from('{"Records":[]}') };

function createAllowance(
  { recordsPerSecond, bytesPerSecond }: Required<WriteLimits>,
  now: () => number,
): ShardAllowance {
  return { records: createTokenBucket(recordsPerSecond, now), bytes: createTokenBucket(bytesPerSecond, now) };
}

/** Puts what was refused back between what was taken, in the order of the request. */
function mergeRefusals(refusals: readonly (string | undefined)[], reply: KinesisReply): KinesisReply {
  const taken = [...putResults(reply)];
  const results = refusals.flatMap((refusal) =>
    refusal === undefined ? taken.splice(0, 1) : { ErrorCode: throttledType, ErrorMessage: refusal },
  );
  return jsonReply(200, putRecordsOutput(results));
}
