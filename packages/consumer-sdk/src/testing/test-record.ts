import { gzipSync } from 'node:zlib';
import {
  type Carrier,
  checkOneOf,
  checkText,
  checkWholeNumber,
  chooseFormat,
  isSequenceNumber,
  KinesisOtelOptionError,
  protobufFormat,
  readTraceparent,
  reasonForNoFormat,
  rejectUnknownOptions,
  writeAggregate,
  writeEnvelope,
} from '@kinesis-otel/contract';

/** The trace context a record came with; without a `traceparent` it has none. */
export interface TestTraceContext {
  /** As `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly baggage?: string;
  /** When the put was made, in milliseconds since the epoch. @defaultValue 20 ms before the record arrived */
  readonly sentAtMs?: number;
  /** When the record's own context was bound, in milliseconds since the epoch. @defaultValue it was not */
  readonly createdAtMs?: number;
}

/** How a payload carries context: where its bytes say, or where its producer declared. */
export type TestFormat = 'auto' | 'protobuf' | 'envelope';

/** One record for a test: what the producer was given, and what it came with. */
export interface TestRecord extends TestTraceContext {
  /** Bytes are taken as they are, text as UTF-8, anything else as JSON. */
  readonly data?: unknown;
  /** In place of `data`: user records that the KPL has put into one. A context is given to each of them. */
  readonly aggregate?: readonly unknown[];
  /** Compresses `data`, as a producer would. @defaultValue false */
  readonly gzip?: boolean;
  /**
   * What its producer declared the payload to be, `protobuf` with or without the frame of a schema registry. Without a
   * `traceparent` it makes no difference.
   * @defaultValue auto
   */
  readonly format?: TestFormat;
  /** Null as on a stream that distributes its records itself. @defaultValue `key-` and the record's place */
  readonly partitionKey?: string | null;
  /** When Kinesis took it, in milliseconds since the epoch. @defaultValue a millisecond after the one before */
  readonly arrivedAtMs?: number;
  /** @defaultValue one after that of the record before */
  readonly sequenceNumber?: string;
}

const known: readonly (keyof TestRecord)[] = [
  'data',
  'aggregate',
  'gzip',
  'format',
  'partitionKey',
  'arrivedAtMs',
  'sequenceNumber',
  'traceparent',
  'tracestate',
  'baggage',
  'sentAtMs',
  'createdAtMs',
];

/**
 * The record's bytes as they would lie in the stream.
 *
 * @throws KinesisOtelOptionError for a record that says nothing usable, or a payload that no format carries context in
 */
export function testRecordBytes(record: TestRecord, arrivedAtMs: number, partitionKey: string | null): Uint8Array {
  checkTestRecord(record);
  const payload = record.aggregate === undefined ? dataBytes(record) : aggregateBytes(record);
  const carrier = carrierOf(record, arrivedAtMs);
  if (carrier === undefined) return payload;
  if (record.format === 'protobuf') return protobufFormat.write(payload, carrier);
  if (record.format === 'envelope') return envelopeBytes(payload, carrier, partitionKey);
  const stamped = chooseFormat(payload)?.write(payload, carrier);
  if (stamped !== undefined) return stamped;
  const cure = `This payload carries no context (${reasonForNoFormat(payload)}): leave \`traceparent\` out.`;
  throw new KinesisOtelOptionError('INVALID_OPTION', 'traceparent', record.traceparent, cure);
}

function checkTestRecord(record: TestRecord): void {
  rejectUnknownOptions(record, known);
  checkOneOf('gzip', record.gzip, [true, false]);
  checkOneOf('format', record.format, ['auto', 'protobuf', 'envelope']);
  for (const name of ['tracestate', 'baggage'] as const) checkText(name, record[name]);
  for (const name of ['arrivedAtMs', 'sentAtMs', 'createdAtMs'] as const) {
    checkWholeNumber(name, record[name], 0, Number.MAX_SAFE_INTEGER);
  }
  checkSequenceNumber('sequenceNumber', record.sequenceNumber);
  if (record.partitionKey !== null) checkText('partitionKey', record.partitionKey);
  if ((record.data === undefined) === (record.aggregate === undefined)) {
    throw new KinesisOtelOptionError('INVALID_OPTION', 'data', record.data, 'Give either `data` or `aggregate`.');
  }
  if (record.traceparent === undefined || readTraceparent(record.traceparent) !== undefined) return;
  const cure = 'Give a W3C traceparent of version 00, or leave it out.';
  throw new KinesisOtelOptionError('INVALID_OPTION', 'traceparent', record.traceparent, cure);
}

/** Throws unless it is absent or a decimal number, as Kinesis numbers records. */
export function checkSequenceNumber(option: string, value: unknown): void {
  if (value === undefined || isSequenceNumber(value)) return;
  throw new KinesisOtelOptionError('INVALID_OPTION', option, value, 'Give a string of digits, or leave it out.');
}

function dataBytes({ data, gzip = false }: TestRecord): Uint8Array {
  const bytes = bytesOf(data);
  return gzip ? gzipSync(bytes) : bytes;
}

function envelopeBytes(payload: Uint8Array, carrier: Carrier, partitionKey: string | null): Uint8Array {
  if (partitionKey !== null) return writeEnvelope(payload, carrier, { partitionKey, explicitHashKey: undefined });
  const cure = 'An envelope has a partition key: give one, or leave it out.';
  throw new KinesisOtelOptionError('INVALID_OPTION', 'partitionKey', partitionKey, cure);
}

function aggregateBytes({ aggregate = [], partitionKey }: TestRecord): Uint8Array {
  const records = aggregate.map((data, index) => ({
    partitionKey: partitionKey ?? `key-${index}`,
    explicitHashKey: undefined,
    data: bytesOf(data),
    tags: [],
  }));
  return writeAggregate(records);
}

function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  if (typeof text === 'string') return Buffer.from(text);
  throw new KinesisOtelOptionError('INVALID_OPTION', 'data', data, 'Give bytes, text, or something JSON can say.');
}

function carrierOf(record: TestRecord, arrivedAtMs: number): Carrier | undefined {
  const { traceparent, tracestate, baggage, createdAtMs, sentAtMs = arrivedAtMs - 20 } = record;
  if (traceparent === undefined) return undefined;
  return {
    traceparent,
    sentAtMs,
    ...(tracestate === undefined ? {} : { tracestate }),
    ...(createdAtMs === undefined ? {} : { createdAtMs }),
    ...(baggage === undefined ? {} : { baggage }),
  };
}
