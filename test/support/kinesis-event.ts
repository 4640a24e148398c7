/** What the records of an event have in common. */
export interface KinesisEventOptions {
  readonly streamName?: string;
  readonly shardId?: string;
  /** When Kinesis took the first record, in milliseconds since the epoch; each that follows came a millisecond later. */
  readonly arrivedAtMs?: number;
}

/** A record exactly as Lambda delivers it. */
export interface WireKinesisRecord {
  kinesis: {
    kinesisSchemaVersion: string;
    partitionKey: string;
    sequenceNumber: string;
    data: string;
    approximateArrivalTimestamp: number;
  };
  eventSource: string;
  eventVersion: string;
  eventID: string;
  eventName: string;
  invokeIdentityArn: string;
  awsRegion: string;
  eventSourceARN: string;
}

/** An event exactly as Lambda delivers it. */
export interface WireKinesisEvent {
  Records: WireKinesisRecord[];
}

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
  const { streamName = 'orders', shardId = 'shardId-000000000006' } = options;
  return {
    Records: payloads.map((payload, index) => ({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: `key-${index}`,
        sequenceNumber: sequenceNumber(index),
        data: Buffer.from(payload as Uint8Array).toString('base64'),
        approximateArrivalTimestamp: ((options.arrivedAtMs ?? arrivedAtMs) + index) / 1_000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shardId}:${sequenceNumber(index)}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: 'arn:aws:iam::123456789012:role/consumer',
      awsRegion: 'eu-west-1',
      eventSourceARN: `arn:aws:kinesis:eu-west-1:123456789012:stream/${streamName}`,
    })),
  };
}

/** What Lambda says of an invocation, as far as it is read. */
export function buildLambdaContext(remainingMs = 30_000): {
  awsRequestId: string;
  invokedFunctionArn: string;
  getRemainingTimeInMillis: () => number;
} {
  return {
    awsRequestId: 'e6c9a7f4-2c5e-4a1b-9a3e-0d6f1c2b3a4d',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:consumer:live',
    getRemainingTimeInMillis: () => remainingMs,
  };
}
