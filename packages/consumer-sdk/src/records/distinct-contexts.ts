import { JsonInBase64 } from '@kinesis-otel/contract';
import type { ReadRecord } from './read-record.ts';

/** Records that each came with another context. */
export interface DistinctContexts {
  /** The first record that was given and has this one's context: where there was none, this one. Undefined for a record without context. */
  readonly firstWith: (record: ReadRecord) => ReadRecord | undefined;
}

/** So that few contexts meet another in their place. */
const placesPerRecord = 4;
/** Places looked at for a context. */
const maxPlaces = 4;

/**
 * Makes a memory of contexts, with room for those of so many records.
 *
 * A context is looked up by its hash, and compared only where that agrees: a map would need the text of each, and for
 * 10,000 of them that takes longer than reading the records.
 */
export function createDistinctContexts(most: number): DistinctContexts {
  const places = new Int32Array(2 ** Math.ceil(Math.log2(placesPerRecord * most + 1)));
  const mask = places.length - 1;
  const firsts: ReadRecord[] = new Array(most);
  let known = 0;
  // Whatever the hashes are: contexts that find no place are not searched one by one.
  const others = new Map<string, ReadRecord>();
  return {
    firstWith(record) {
      if (record.carrier === undefined && record.foreignContext === undefined) return undefined;
      const { contextHash } = record;
      for (let step = 0; step < maxPlaces; step++) {
        const place = (contextHash + step) & mask;
        const number = places[place] as number;
        if (number === 0) {
          firsts[known++] = record;
          places[place] = known;
          return record;
        }
        const first = firsts[number - 1] as ReadRecord;
        if (first.contextHash === contextHash && haveOneContext(first, record)) return first;
      }
      const key = contextText(record);
      const first = others.get(key) ?? record;
      others.set(key, first);
      return first;
    },
  };
}

function haveOneContext(one: ReadRecord, other: ReadRecord): boolean {
  if (one.carrier instanceof JsonInBase64 && other.carrier instanceof JsonInBase64) {
    return one.carrier.hasContextOf(other.carrier);
  }
  return contextText(one) === contextText(other);
}

function contextText({ carrier, foreignContext }: ReadRecord): string {
  return carrier === undefined ? `${foreignContext?.traceId}${foreignContext?.spanId}` : carrier.traceparent;
}
