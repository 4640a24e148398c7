import { type TraceparentFields, writeTraceparent } from '@kinesis-otel/contract';
import { checkInjects, type InjectWithDdTrace } from './dd-trace-plugin.ts';
import { binaryCases } from './inject-binary.ts';
import { copy, inject, injectByParsing, recordsOfCalls } from './inject-ways.ts';
import { makePayload } from './make-payload.ts';
import type { BenchCase } from './measure.ts';
import type { RatioRule } from './ratio.ts';
import { repeatOver } from './repeat-over.ts';
import type { AllocationRule, Bench } from './run-bench.ts';
import { makeContexts, sentAtMs } from './sample-contexts.ts';
import { type Size, sizes } from './sizes.ts';

/** The payloads of one size: as Buffers, as plain Uint8Arrays and as text. */
interface SizedPayloads extends Size {
  readonly buffers: readonly Buffer[];
  readonly views: readonly Uint8Array[];
  readonly texts: readonly string[];
}

/**
 * Putting context into payloads.
 *
 * Compared with a copy of the payload, the least that leaves the caller's bytes as they are, and with dd-trace's plugin.
 * The records of a call carry the call's context, as the producer has it and dd-trace too.
 */
export function createInjectBench(injectWithDdTrace: InjectWithDdTrace | undefined): Bench {
  const bySize = sizes.map(makePayloads);
  if (injectWithDdTrace !== undefined) {
    for (const { buffers, views } of bySize)
      for (const each of [...buffers, ...views]) checkInjects(injectWithDdTrace, each);
  }
  return {
    cases: [
      ...bySize.flatMap((payloads) => [...ourCases(payloads), ...ddTraceCases(payloads, injectWithDdTrace)]),
      ...binaryCases(),
    ],
    ratios: [...sizes.map(vsMemcpy), ...(injectWithDdTrace === undefined ? [] : sizes.flatMap(vsDdTrace))],
    allocations: bySize.filter(({ name }) => name === '1KiB').map(allocation),
  };
}

function makePayloads(size: Size): SizedPayloads {
  const buffers = Array.from({ length: size.payloads }, (_, index) => makePayload(index, size.bytes));
  return {
    ...size,
    buffers,
    views: buffers.map((buffer) => new Uint8Array(buffer)),
    texts: buffers.map((buffer) => buffer.toString()),
  };
}

function ourCases({ name, buffers, views, texts }: SizedPayloads): readonly BenchCase[] {
  const bound = makeContexts(buffers.length).map((context, index) => ({
    context,
    payload: buffers[index] ?? Buffer.alloc(0),
  }));
  const ways = {
    memcpy: repeatOver(recordsOfCalls(buffers), copy),
    'inject buffer': repeatOver(recordsOfCalls(buffers), inject),
    'inject uint8array': repeatOver(recordsOfCalls(views), inject),
    'inject string': repeatOver(recordsOfCalls(texts), ({ payload, carrier }) =>
      inject({ payload: Buffer.from(payload), carrier }),
    ),
    'inject buffer, each its own context': repeatOver(bound, injectBound),
    'JSON.parse, assign, stringify': repeatOver(recordsOfCalls(buffers), injectByParsing),
  };
  return Object.entries(ways).map(([way, run]) => ({ name: `${way} ${name}`, group: name, run }));
}

interface BoundRecord {
  readonly payload: Buffer;
  readonly context: TraceparentFields;
}

function injectBound({ payload, context }: BoundRecord): unknown {
  return inject({ payload, carrier: { traceparent: writeTraceparent(context), sentAtMs: sentAtMs(0) } });
}

function ddTraceCases(
  { name, buffers, views }: SizedPayloads,
  way: InjectWithDdTrace | undefined,
): readonly BenchCase[] {
  if (way === undefined) return [];
  return [
    { name: `dd-trace buffer ${name}`, group: name, run: repeatOver(buffers, way) },
    { name: `dd-trace uint8array ${name}`, group: name, run: repeatOver(views, way) },
  ];
}

function vsMemcpy({ name }: Size): RatioRule {
  const target = { atMost: name === '200B' ? 2 : 1.3 };
  return { name: `inject.vsMemcpy.${name}`, of: `inject buffer ${name}`, over: `memcpy ${name}`, target };
}

function vsDdTrace({ name }: Size): readonly RatioRule[] {
  return Object.entries({ buffer: 25, uint8array: 75 }).map(([input, atLeast]) => ({
    name: `inject.vsDdTrace.${input}.${name}`,
    of: `dd-trace ${input} ${name}`,
    over: `inject ${input} ${name}`,
    target: { atLeast },
  }));
}

function allocation({ name, bytes, buffers }: SizedPayloads): AllocationRule {
  return {
    name: `inject.allocation.${name}`,
    run: repeatOver(recordsOfCalls(buffers), inject),
    payloadBytes: bytes,
    target: { atMost: 1.5 },
  };
}
