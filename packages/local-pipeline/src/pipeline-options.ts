import { checkText, checkWholeNumber, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import type { TableOptions } from './dynamodb/tables.ts';
import type { StreamOptions } from './kinesis/create-streams.ts';
import { checkKinesisOptions, type KinesisOptions } from './kinesis/kinesis-options.ts';
import { checkQueues } from './queue/queue-options.ts';
import type { StoreOptions } from './stores.ts';

/** What a pipeline consists of; queues, topics and buckets by default none. */
export interface PipelineOptions extends StoreOptions {
  /** Shards: 1 to 100. */
  readonly streams: readonly StreamOptions[];
  readonly tables: readonly TableOptions[];
  /** Default: a shard is limited as the service limits it. */
  readonly kinesis?: KinesisOptions;
  /** Default for each: 0, a free port. */
  readonly ports?: { readonly kinesis?: number; readonly dynamodb?: number; readonly otlp?: number };
  /** Base URL of another OTLP/HTTP receiver; every accepted request is sent on to it. Default: none. */
  readonly forwardTelemetryTo?: string;
  /** How many times faster the durations of mappings and queues pass than AWS documents them, 1 to 10,000. Default 1. */
  readonly clockScale?: number;
}

const known = [
  'streams',
  'tables',
  'queues',
  'topics',
  'buckets',
  'kinesis',
  'ports',
  'forwardTelemetryTo',
  'clockScale',
];

/** Throws for the first option that is wrong, with the value and the cure. */
export function checkPipelineOptions(options: PipelineOptions): void {
  rejectUnknownOptions(options, known);
  const { streams, tables, ports = {}, forwardTelemetryTo } = options;
  rejectUnknownOptions(ports, ['kinesis', 'dynamodb', 'otlp']);
  checkKinesisOptions(options.kinesis ?? {});
  checkNames('streams', streams, /^[\w.-]{1,128}$/, 'Give 1 to 128 letters, digits, "_", "." or "-".');
  checkNames('tables', tables, /^[\w.-]{3,255}$/, 'Give 3 to 255 letters, digits, "_", "." or "-".');
  checkStores(options);
  checkWholeNumber('clockScale', options.clockScale, 1, 10_000);
  for (const [index, { shards }] of streams.entries()) {
    checkWholeNumber(`streams[${index}].shards`, shards ?? null, 1, 100);
  }
  for (const [index, { partitionKey }] of tables.entries()) {
    checkText(`tables[${index}].partitionKey`, partitionKey ?? null);
  }
  for (const [name, port] of Object.entries(ports)) checkWholeNumber(`ports.${name}`, port, 0, 65_535);
  if (forwardTelemetryTo !== undefined && !/^https?:\/\//.test(URL.parse(forwardTelemetryTo)?.href ?? '')) {
    const cure = 'Give a URL such as http://127.0.0.1:4318, or leave it out.';
    throw new KinesisOtelOptionError('INVALID_OPTION', 'forwardTelemetryTo', forwardTelemetryTo, cure);
  }
}

function checkStores({ queues = [], topics = [], buckets = [] }: StoreOptions): void {
  checkNames('queues', queues, /^[\w-]{1,80}$/, 'Give 1 to 80 letters, digits, "_" or "-".');
  checkNames('topics', topics, /^[\w-]{1,256}$/, 'Give 1 to 256 letters, digits, "_" or "-".');
  checkNames('buckets', buckets, /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, 'Give 3 to 63 small letters, digits, "." or "-".');
  checkQueues(queues, topics);
}

function checkNames(option: string, parts: readonly { readonly name: string }[], shape: RegExp, cure: string): void {
  if (!Array.isArray(parts)) throw new KinesisOtelOptionError('INVALID_OPTION', option, parts, 'Give an array.');
  const seen = new Set<string>();
  for (const [index, { name }] of parts.entries()) {
    const at = `${option}[${index}].name`;
    if (typeof name !== 'string' || !shape.test(name))
      throw new KinesisOtelOptionError('INVALID_OPTION', at, name, cure);
    if (seen.has(name)) throw new KinesisOtelOptionError('INVALID_OPTION', at, name, 'Give each a name of its own.');
    seen.add(name);
  }
}
