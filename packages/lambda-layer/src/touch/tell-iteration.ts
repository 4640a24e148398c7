/** Tells which record is handed over; undefined: none, iteration has ended. A loop has done with the one before, a callback may not. */
export type HandOver = (record: unknown, endsTurn: boolean) => void;

/** Methods that hand each record to a callback, first parameter first. */
const visitors = ['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find', 'findIndex'] as const;
/** Methods whose callback gets what has been gathered before the record. */
const folders = ['reduce', 'reduceRight'] as const;

type Callback = (this: unknown, ...parameters: unknown[]) => unknown;
type Method = (this: unknown, ...parameters: unknown[]) => unknown;

/** Makes an array's iteration tell of each record, and of its end. What it gives and does is as before. */
export function tellIteration(records: unknown[], handOver: HandOver): void {
  const define = (name: PropertyKey, value: unknown): void =>
    void Object.defineProperty(records, name, { value, configurable: true, writable: true, enumerable: false });
  for (const name of visitors) define(name, told(Array.prototype[name] as Method, 0, handOver));
  for (const name of folders) define(name, told(Array.prototype[name] as Method, 1, handOver));
  const iterate = function iterate(this: unknown): IterableIterator<unknown> {
    return toldIterator(Reflect.apply(Array.prototype.values, this, []), handOver);
  };
  define('values', iterate);
  define(Symbol.iterator, iterate);
}

function told(method: Method, recordAt: number, handOver: HandOver): Method {
  return function toldMethod(callback, ...rest) {
    if (typeof callback !== 'function') return Reflect.apply(method, this, [callback, ...rest]);
    const toldCallback: Callback = function toldCallback(...parameters) {
      handOver(parameters[recordAt], false);
      try {
        return Reflect.apply(callback, this, parameters);
      } finally {
        handOver(undefined, false);
      }
    };
    return Reflect.apply(method, this, [toldCallback, ...rest]);
  };
}

function toldIterator(iterator: IterableIterator<unknown>, handOver: HandOver): IterableIterator<unknown> {
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      const result = iterator.next();
      handOver(result.done === true ? undefined : result.value, true);
      return result;
    },
    return(value) {
      handOver(undefined, true);
      return { done: true, value };
    },
  };
}
