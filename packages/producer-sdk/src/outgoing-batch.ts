import { types } from 'node:util';
import { type StreamReference, streamNameOf } from '@kinesis-otel/contract';
import { withMembersOf } from './with-members-of.ts';

/** One record as a put command takes it. The SDK's types say bytes; it takes text as well. */
export interface PutEntry {
  readonly Data: Uint8Array | string;
  readonly PartitionKey?: string | undefined;
  readonly ExplicitHashKey?: string | undefined;
}

/** What Kinesis knows of an entry, beside its data. */
export const entryMembers: readonly (keyof PutEntry)[] = ['PartitionKey', 'ExplicitHashKey'];

/** The records of one PutRecord or PutRecords call. */
export interface OutgoingBatch {
  readonly operation: 'PutRecord' | 'PutRecords';
  readonly streamName: string;
  /** How the request names the stream. */
  readonly stream: StreamReference;
  /** The caller's own objects: read, never changed. */
  readonly entries: readonly PutEntry[];
}

type CommandInput = StreamReference & {
  readonly Data?: unknown;
  readonly Records?: unknown;
  readonly SequenceNumberForOrdering?: unknown;
};

const inputMembers: readonly (keyof CommandInput)[] = [
  'StreamName',
  'StreamARN',
  'StreamId',
  'SequenceNumberForOrdering',
];

/**
 * Reads a command's input as records to put; undefined for every other command.
 *
 * Goes by the input's shape and not by the command's class, whose name a bundler may change: no other Kinesis request
 * has `Data`, or `Records` with `Data`.
 */
export function readOutgoingBatch(command: unknown): OutgoingBatch | undefined {
  const input = (command as { input?: CommandInput } | undefined)?.input;
  if (typeof input !== 'object' || input === null) return undefined;
  const streamName = streamNameOf(input);
  if (streamName === undefined) return undefined;
  const stream: StreamReference = input;
  if (isEntry(input)) return { operation: 'PutRecord', streamName, stream, entries: [input] };
  if (!Array.isArray(input.Records) || input.Records.length === 0 || !input.Records.every(isEntry)) return undefined;
  return { operation: 'PutRecords', streamName, stream, entries: input.Records };
}

/** A copy of the command that puts other records; the caller's command and input stay as they are. */
export function withEntries<Command>(command: Command, batch: OutgoingBatch, entries: readonly PutEntry[]): Command {
  const { input } = command as { input: CommandInput };
  const changes = batch.operation === 'PutRecord' ? entries[0] : { Records: entries };
  const changed = withMembersOf<CommandInput>({ ...input, ...changes }, input, inputMembers);
  // The input is put among the descriptors, because those of a frozen command cannot be changed once they are set.
  return Object.create(Object.getPrototypeOf(command), {
    ...Object.getOwnPropertyDescriptors(command as object),
    input: { value: changed, writable: true, enumerable: true, configurable: true },
  });
}

function isEntry(value: unknown): value is PutEntry {
  const data = (value as { Data?: unknown } | null | undefined)?.Data;
  // By kind and not by class: a test runner's sandbox has a Uint8Array of its own.
  return types.isUint8Array(data) || typeof data === 'string';
}
