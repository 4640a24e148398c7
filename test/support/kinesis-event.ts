import {
  buildInvocationContext,
  buildKinesisEvent as buildTestEvent,
  type TestKinesisEvent,
} from '@kinesis-otel/consumer-sdk/testing';

/** What the records of an event have in common. */
export interface KinesisEventOptions {
  readonly streamName?: string;
  readonly shardId?: string;
  /** When Kinesis took the first record, in milliseconds since the epoch; each that follows came a millisecond later. */
  readonly arrivedAtMs?: number;
}

/** An event exactly as Lambda delivers it. */
export type WireKinesisEvent = TestKinesisEvent;

/** The sequence number of an event's record: 56 digits, the last of which tell the records apart. */
export function sequenceNumber(index: number): string {
  return String(49590338271490256608559692538361571095921575989136588898n + BigInt(index));
}

/** 22 November 2024, 14:50:00.523 UTC. */
export const arrivedAtMs = 1_732_287_000_523;

/** Options that take the records of these events for new, however long ago they arrived. */
export const atAnyAge: { readonly linkAfterMs: number } = { linkAfterMs: Number.MAX_SAFE_INTEGER };

/** Builds a Kinesis event of the payloads given, as they lie in the stream. */
export function buildKinesisEvent(
  payloads: readonly (string | Uint8Array)[],
  options: KinesisEventOptions = {},
): WireKinesisEvent {
  const common = { shardId: 'shardId-000000000006', firstSequenceNumber: sequenceNumber(0), arrivedAtMs };
  return buildTestEvent(
    payloads.map((data) => ({ data })),
    { ...common, ...options },
  );
}

/** What Lambda says of an invocation, as far as it is read. */
export function buildLambdaContext(remainingMs = 30_000): {
  awsRequestId: string;
  invokedFunctionArn: string;
  getRemainingTimeInMillis: () => number;
} {
  const awsRequestId = 'e6c9a7f4-2c5e-4a1b-9a3e-0d6f1c2b3a4d';
  return { ...buildInvocationContext({ awsRequestId }), getRemainingTimeInMillis: () => remainingMs };
}
