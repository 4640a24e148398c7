import { gzipSync } from 'node:zlib';
import { inject, recordsOfCalls } from './inject-ways.ts';
import { makeAggregate } from './make-aggregate.ts';
import { makePayload } from './make-payload.ts';
import type { BenchCase } from './measure.ts';
import { repeatOver } from './repeat-over.ts';

const payloads = 50;

/** Putting context into payloads that are not JSON text. */
export function binaryCases(): readonly BenchCase[] {
  const numbers = Array.from({ length: payloads }, (_, index) => index);
  const gzipped = numbers.map((number) => gzipSync(makePayload(number, 10_240)));
  const aggregates = numbers.map((number) => makeAggregate(number, 100, 100));
  return [
    { name: 'inject gzip of 10KiB', group: 'gzip', run: repeatOver(recordsOfCalls(gzipped), inject) },
    { name: 'inject KPL of 100 x 100B', group: 'kpl', run: repeatOver(recordsOfCalls(aggregates), inject) },
  ];
}
