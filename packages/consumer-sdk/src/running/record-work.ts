import type { KinesisHandlerOptions } from '../kinesis-handler-options.ts';
import type { LambdaContext } from '../lambda-context.ts';
import { decodeData, type KinesisRecord, recordOfBytes } from '../records/decode-record.ts';
import { createParser } from '../records/parse-data.ts';
import type { ReadRecord } from '../records/read-record.ts';
import type { TumblingWindow } from './tumbling-window.ts';

/** What a record's work may want to know beside the record. */
export interface RecordSurroundings<State extends object = Record<string, unknown>> {
  readonly lambdaContext: LambdaContext | undefined;
  /** Undefined where the mapping has no tumbling windows. */
  readonly window: TumblingWindow<State> | undefined;
}

/** The user's function: does one record's work. */
export type OnRecord<Data, State extends object = Record<string, unknown>> = (
  record: KinesisRecord<Data>,
  surroundings: RecordSurroundings<State>,
) => unknown;

/** The work of one record: decode it, and call the user's function. */
export interface RecordWork {
  readonly run: (record: ReadRecord, streamName: string, surroundings: RecordSurroundings) => Promise<void>;
  /** Whether the record that failed so has been seen to by `onUndecodable`, and is not to come again. */
  readonly isSetAside: (error: unknown) => boolean;
}

const defaultMaxInflatedBytes = 16 * 1024 * 1024;

/** Decides, once, how records are decoded, checked and handed on. */
export function createRecordWork(onRecord: OnRecord<unknown>, options: KinesisHandlerOptions<unknown>): RecordWork {
  const { decode = 'json', maxInflatedBytes = defaultMaxInflatedBytes, onUndecodable = 'fail' } = options;
  const rules = { decode, maxInflatedBytes };
  const parse = createParser(options.parse);
  const setAside = new WeakSet<Error>();
  const decodeOrSetAside = async (raw: KinesisRecord<Buffer>): Promise<unknown> => {
    try {
      return await parse(decodeData(raw.data, rules));
    } catch (error) {
      if (onUndecodable === 'fail') throw error;
      await onUndecodable(raw, error as Error);
      setAside.add(error as Error);
      throw error;
    }
  };
  return {
    async run(record, streamName, surroundings) {
      const raw = recordOfBytes(record, streamName);
      const data = await decodeOrSetAside(raw);
      await onRecord({ ...raw, data }, surroundings);
    },
    isSetAside: (error) => error instanceof Error && setAside.has(error),
  };
}
