import { defaultMaxRecordBytes, type ReportOnce, type StreamReference, streamNameOf } from '@kinesis-otel/contract';
import { createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { globalApi } from './global-api.ts';

/** The AWS SDK's `DescribeStreamSummaryCommand`, of whichever copy the client is. */
export type DescribeStreamSummaryClass = new (input: { StreamName?: string; StreamARN?: string }) => object;

/** What is known of a stream. */
export interface KnownStream {
  /** Bytes of a record at most. */
  readonly maxRecordBytes: number;
  /** Whether Kinesis itself decides which shard a record goes to, so that the KCL drops what is aggregated. */
  readonly isServiceManaged: boolean;
}

/** What is known of a stream now; undefined where that is nothing. Never waits. */
export type KnownStreamOf = (stream: StreamReference) => KnownStream | undefined;

/** What asking depends on, so that a test need not wait. */
export interface Asking {
  readonly send: (command: object) => unknown;
  readonly command: DescribeStreamSummaryClass;
  readonly reportOnce: ReportOnce;
  /** Calls back after so many milliseconds, unless the process ends before. */
  readonly later?: (delayMs: number, work: () => void) => void;
  readonly now?: () => number;
}

/** The first question comes at a random time within this, so that a fleet that starts at once does not ask at once. */
const maxDelayMs = 10_000;
/** How long an answer holds, or a failure: a limit seldom changes, and `DescribeStreamSummary` has 20 calls a second for the whole account. */
const holdsMs = 3_600_000;
const bytesPerKiB = 1_024;
/** What keeps instrumentations from making a span of our own question. */
const suppressTracing = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** Finds out streams' record limits in the background. A question that fails leaves what was known. */
export function createLimitDiscovery({
  send,
  command: Command,
  reportOnce,
  later = unrefTimeout,
  now = Date.now,
}: Asking): KnownStreamOf {
  const known = new Map<string, { stream: KnownStream | undefined; askAgainAtMs: number }>();

  const ask = async (name: string, { StreamName, StreamARN }: StreamReference) => {
    try {
      const command = new Command({ ...(StreamName && { StreamName }), ...(StreamARN && { StreamARN }) });
      const asked = globalApi.withContext(ROOT_CONTEXT.setValue(suppressTracing, true), () => send(command));
      known.set(name, { stream: readSummary((await asked) as Summary | undefined), askAgainAtMs: now() + holdsMs });
    } catch (error) {
      reportOnce(`the record limit of stream ${name} is not known, so 1 MiB is taken`, error);
    }
  };

  return (stream) => {
    // What only has an id cannot be asked about.
    if (stream.StreamName === undefined && stream.StreamARN === undefined) return undefined;
    const name = streamNameOf(stream) ?? '';
    const entry = known.get(name);
    if (entry === undefined || entry.askAgainAtMs <= now()) {
      known.set(name, { stream: entry?.stream, askAgainAtMs: now() + holdsMs });
      later(Math.random() * maxDelayMs, () => void ask(name, stream));
    }
    return entry?.stream;
  };
}

interface Summary {
  readonly StreamDescriptionSummary?: {
    readonly MaxRecordSizeInKiB?: unknown;
    readonly RecordDistributionStrategy?: unknown;
  };
}

function readSummary(summary: Summary | undefined): KnownStream {
  const { MaxRecordSizeInKiB: limitKiB, RecordDistributionStrategy } = summary?.StreamDescriptionSummary ?? {};
  // Streams that were never given a limit, and regions that do not know it, say nothing.
  const maxRecordBytes = typeof limitKiB === 'number' ? limitKiB * bytesPerKiB : defaultMaxRecordBytes;
  return { maxRecordBytes, isServiceManaged: RecordDistributionStrategy === 'AUTO' };
}

function unrefTimeout(delayMs: number, work: () => void): void {
  setTimeout(work, delayMs).unref();
}
