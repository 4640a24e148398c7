import type { KinesisEvent, KinesisEventRecord } from '@kinesis-otel/consumer-sdk';
import type { RecordAttribution } from './record-attribution.ts';

/**
 * A copy of a Kinesis event that tells when a record is handed over and when its payload is read. It holds the same values
 * and can be copied, cloned and turned into JSON as before; only `console.log` shows accessors where they are.
 */
export function touchedEvent<Event extends KinesisEvent>(event: Event, attribution: RecordAttribution): Event {
  const records = event.Records.map((record, at) => touchedRecord(record, () => attribution.touch(at)));
  const array = touchedArray(records, attribution);
  return Object.defineProperty({ ...event }, 'Records', {
    configurable: true,
    enumerable: true,
    get() {
      attribution.deliver(undefined);
      return array;
    },
  });
}

function touchedRecord(record: KinesisEventRecord, touch: () => void): KinesisEventRecord {
  const { data } = record.kinesis;
  const kinesis = Object.defineProperty({ ...record.kinesis }, 'data', {
    configurable: true,
    enumerable: true,
    get() {
      touch();
      return data;
    },
  });
  return { ...record, kinesis };
}

/** Methods that hand each record to a callback, first parameter first. */
const visitors = ['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find', 'findIndex'] as const;
/** Methods whose callback gets what has been gathered before the record. */
const folders = ['reduce'] as const;

/** An array whose iteration tells which record it hands over, and when it ends. By place alone a loop's end cannot be seen. */
function touchedArray(records: readonly KinesisEventRecord[], { deliver }: RecordAttribution): KinesisEventRecord[] {
  const array = [...records];
  const define = (name: string | symbol, value: unknown): void =>
    void Object.defineProperty(array, name, { value, configurable: true, writable: true, enumerable: false });
  const visit = (name: (typeof visitors)[number] | (typeof folders)[number], recordAt: number): void => {
    const method = Array.prototype[name] as (this: readonly unknown[], ...parameters: unknown[]) => unknown;
    define(name, (callback: (...parameters: unknown[]) => unknown, ...rest: unknown[]) => {
      const handOver = function handOver(this: unknown, ...parameters: unknown[]): unknown {
        deliver(parameters[recordAt + 1] as number);
        return Reflect.apply(callback, this, [...parameters.slice(0, recordAt + 2), array]);
      };
      try {
        return Reflect.apply(method, records, [handOver, ...rest]);
      } finally {
        deliver(undefined);
      }
    });
  };
  for (const name of visitors) visit(name, 0);
  for (const name of folders) visit(name, 1);
  const iterate = () => handOverAll(records, deliver);
  define(Symbol.iterator, iterate);
  define('values', iterate);
  return array;
}

function handOverAll(
  records: readonly KinesisEventRecord[],
  deliver: RecordAttribution['deliver'],
): IterableIterator<KinesisEventRecord> {
  let next = 0;
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      const at = next++;
      const record = records[at];
      deliver(record === undefined ? undefined : at);
      return record === undefined ? { done: true, value: undefined } : { done: false, value: record };
    },
    return() {
      deliver(undefined);
      return { done: true, value: undefined };
    },
  };
}
