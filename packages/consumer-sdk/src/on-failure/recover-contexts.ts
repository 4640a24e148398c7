import type { ReportOnce } from '@kinesis-otel/contract';
import type { SpanContext } from '@opentelemetry/api';
import { contextsInBytes, contextsInEvent } from './contexts-in-records.ts';
import type { FailureDocument } from './failure-document.ts';
import { orTimeout } from './or-timeout.ts';
import type { AwaitTurn } from './pace-reads.ts';
import { type RangeRead, readRange } from './read-back.ts';
import type { StreamReader } from './stream-reader.ts';

/**
 * Where the records of a batch were found.
 *
 * - `payload`: in the document itself; `stream`: read back, and as many as the batch had.
 * - `candidates`: the range holds more records than the batch had, as with a parallelization factor or a filter.
 * - `trimmed`: the stream no longer has all of them, or the shard is gone.
 * - `cut short`, `rate limited`, `timed out`, `failed`: not all could be read.
 * - `not read`: nobody asked for it.
 */
export type FoundRecords =
  | 'payload'
  | 'stream'
  | 'candidates'
  | 'trimmed'
  | Exclude<RangeRead['end'], 'complete'>
  | 'timed out'
  | 'failed'
  | 'not read';

/** The contexts that made a batch's records, as far as they could be found. */
export interface RecoveredContexts {
  readonly found: FoundRecords;
  readonly contexts: readonly RecoveredContext[];
}

/** One of them; a candidate's record may be of another batch in the same range. */
export interface RecoveredContext {
  readonly context: SpanContext;
  readonly isCandidate: boolean;
}

/** How records are looked for. */
export interface RecoverInput {
  readonly reader: StreamReader | undefined;
  readonly awaitTurn: AwaitTurn;
  /** Of `performance.now()`. */
  readonly deadlineAt: number;
  readonly reportOnce: ReportOnce;
}

/** Finds the contexts that made a batch's records: in the document, else in the stream. Never rejects, and ends by the deadline. */
export async function recoverContexts(document: FailureDocument, input: RecoverInput): Promise<RecoveredContexts> {
  const inPayload = document.payload === undefined ? undefined : contextsInEvent(document.payload);
  if (inPayload !== undefined) {
    return { found: 'payload', contexts: inPayload.map((context) => ({ context, isCandidate: false })) };
  }
  const { reader, awaitTurn, deadlineAt, reportOnce } = input;
  if (reader === undefined) return { found: 'not read', contexts: [] };
  try {
    const read = await orTimeout(readRange(document, reader, awaitTurn, deadlineAt), deadlineAt);
    return read === undefined ? { found: 'timed out', contexts: [] } : judgeRange(document, read);
  } catch (error) {
    if ((error as { name?: unknown } | null)?.name === 'ResourceNotFoundException') {
      return { found: 'trimmed', contexts: [] };
    }
    reportOnce('the records of a batch that was given up could not be read back', error);
    return { found: 'failed', contexts: [] };
  }
}

/**
 * The first and the last record of the range are the batch's own in any case. Where either has gone, as many records as
 * the batch had may be others': their number says nothing.
 */
function judgeRange(document: FailureDocument, { end, records }: RangeRead): RecoveredContexts {
  const ends = new Set([document.startSequenceNumber, document.endSequenceNumber].map(BigInt));
  const hasEnds = records.filter(({ sequenceNumber }) => ends.has(sequenceNumber)).length === ends.size;
  const found = end === 'complete' ? foundInRange(records.length, hasEnds, document) : end;
  const isWhole = found === 'stream';
  const contexts = records.flatMap(({ data, sequenceNumber }) =>
    contextsInBytes(data).map((context) => ({ context, isCandidate: !isWhole && !ends.has(sequenceNumber) })),
  );
  return { found, contexts };
}

function foundInRange(count: number, hasEnds: boolean, { batchSize }: FailureDocument): FoundRecords {
  if (!hasEnds || count < batchSize) return 'trimmed';
  return count === batchSize ? 'stream' : 'candidates';
}
