import { checkOneOf, checkWholeNumber, KinesisOtelOptionError } from '@kinesis-otel/contract';
import type { LambdaContext } from './lambda-context.ts';
import { type ConsumerOptions, checkConsumerOptions } from './options.ts';
import type { Decode, KinesisRecord } from './records/decode-record.ts';
import type { Parse } from './records/parse-data.ts';
import type { TumblingWindow } from './running/tumbling-window.ts';

/**
 * Options of a handler that takes one record at a time. `Data` is what `parse` makes; options without `parse` go with
 * every handler.
 */
export interface KinesisHandlerOptions<Data = never, State extends object = Record<string, unknown>>
  extends ConsumerOptions {
  /** What `record.data` is, before `parse`. @defaultValue 'json' */
  readonly decode?: Decode;
  /**
   * With `decode` `json` and `text`: bytes that a gzip payload may inflate to. One that needs more is undecodable; 0 leaves
   * all compressed.
   * @defaultValue 16 MiB
   */
  readonly maxInflatedBytes?: number;
  /**
   * Checks the decoded payload and makes `record.data` of it: a schema of zod, valibot or another library that follows
   * Standard Schema, or a function that throws at what it does not take.
   * @defaultValue none
   */
  readonly parse?: Parse<Data>;
  /**
   * What to do with a payload that cannot be decoded or parsed. `fail`: it is a failure like any other. A function gets the
   * record with its payload's bytes, and the error: once it has done with them the record counts as a failure but does not
   * come again, and the next one's turn comes. Where it throws, the record has failed.
   * @defaultValue 'fail'
   */
  readonly onUndecodable?: 'fail' | ((record: KinesisRecord<Buffer>, error: Error) => unknown);
  /**
   * What to do with the rest of a batch once a record has failed.
   *
   * - `stop`: leave it to the next delivery.
   * - `continue`: go on, but for records of the failed one's partition key, which would else take effect before it. What is
   *   done behind the failed record will be done again.
   * - `throw`: stop, and fail the whole batch, whatever the mapping accepts.
   * @defaultValue 'stop'
   */
  readonly onFailure?: 'stop' | 'continue' | 'throw';
  /**
   * Partition keys worked on at a time. Records of one key stay in order; those without a key, and others, do not. Batches
   * of a tumbling window are worked on in order all the same: their records share a state.
   * @defaultValue 1
   */
  readonly concurrentPartitionKeys?: number;
  /** With tumbling windows: called in a window's last invocation, behind its records. @defaultValue none */
  readonly onWindowEnd?: (window: TumblingWindow<State>, lambdaContext: LambdaContext | undefined) => unknown;
}

/** The names of the options that a handler which wraps another does not have. */
const ownNames: readonly (keyof KinesisHandlerOptions)[] = [
  'decode',
  'maxInflatedBytes',
  'parse',
  'onUndecodable',
  'onFailure',
  'concurrentPartitionKeys',
  'onWindowEnd',
];

/** Throws a `KinesisOtelOptionError` for the first option that is unknown or wrong. */
export function checkKinesisHandlerOptions(options: KinesisHandlerOptions<unknown>): void {
  checkConsumerOptions(options, ownNames);
  checkOneOf('decode', options.decode, ['json', 'text', 'bytes']);
  checkWholeNumber('maxInflatedBytes', options.maxInflatedBytes, 0, maxBufferBytes);
  checkOneOf('onFailure', options.onFailure, ['stop', 'continue', 'throw']);
  checkWholeNumber('concurrentPartitionKeys', options.concurrentPartitionKeys, 1, 10_000);
  checkFunctionOr(['fail'], 'onUndecodable', options.onUndecodable);
  checkFunctionOr([], 'onWindowEnd', options.onWindowEnd);
}

/** What zlib takes at the most. */
const maxBufferBytes = 2 ** 31 - 1;

function checkFunctionOr(words: readonly string[], option: string, value: unknown): void {
  if (value === undefined || typeof value === 'function' || words.includes(value as string)) return;
  const list = words.map((word) => `\`${word}\`, or `).join('');
  throw new KinesisOtelOptionError('INVALID_OPTION', option, value, `Give ${list}a function, or leave it out.`);
}
