import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CaseTimes } from './measure.ts';
import type { Variant } from './put-records/load-client.ts';
import { type Putter, startPutter } from './put-records/start-putter.ts';
import { judgeRatio, type RatioRule } from './ratio.ts';
import type { BenchResult } from './run-bench.ts';
import { sizes } from './sizes.ts';
import { startOtlpSink } from './start-otlp-sink.ts';

const records = 500;
const ours: readonly Variant[] = ['bare', 'kinesis-otel'];
const rivals: readonly Variant[] = ['dd-trace', 'dd-trace, first record'];
const targets: Readonly<Record<string, number>> = { '200B': 1.3, '10KiB': 1.1 };
const measuredSizes = sizes.filter(({ name }) => name in targets || name === '1KiB');
/** Until everything is compiled. */
const warmRounds = 10;
/** Long enough for a burst to clear away its own garbage, several times. */
const burstMs = 300;

/**
 * A PutRecords of 500 records through the AWS SDK's own client to a local endpoint, telemetry exported to another: the
 * processor's time with us, and with dd-trace, over that of the client alone. Each in a process of its own; all of them
 * once in each round, in an order that is shuffled anew.
 */
export async function measurePutRecords(isSmoke: boolean): Promise<BenchResult> {
  const variants = isSmoke ? ours : [...ours, ...rivals];
  const kinesis = await startKinesisSink();
  const telemetry = await startOtlpSink(0);
  const place = { kinesisUrl: kinesis.url, telemetryUrl: telemetry.url, records };
  const putters = await Promise.all(
    variants.map(async (variant) => ({ variant, putter: await startPutter(variant, place) })),
  );
  try {
    const cases = putters.flatMap(({ variant, putter }) => measuredSizes.map((size) => ({ variant, putter, ...size })));
    const times = await measureRounds(cases, isSmoke ? 1 : 31, isSmoke ? 0 : warmRounds);
    return { times, ratios: ratiosOf(variants).map((rule) => judgeRatio(rule, times)) };
  } finally {
    for (const { putter } of putters) putter.stop();
    for (const sink of [kinesis, telemetry]) sink.stop();
  }
}

interface PutCase {
  readonly variant: Variant;
  readonly putter: Putter;
  readonly name: string;
  readonly bytes: number;
}

async function measureRounds(cases: readonly PutCase[], rounds: number, warm: number): Promise<readonly CaseTimes[]> {
  const running = cases.map((each) => ({ ...each, timesARound: 1, roundsNs: [] as number[] }));
  const groups = [...Map.groupBy(running, ({ name }) => name).values()];
  for (let round = -warm; round < rounds; round++) {
    // Those that are compared with each other are measured close together.
    for (const each of shuffled(groups).flatMap(shuffled)) {
      const { putter, bytes, timesARound } = each;
      const ns = await putter.putNs({ bytes, times: timesARound });
      if (round >= 0) each.roundsNs.push(ns);
      else each.timesARound = Math.max(1, Math.round((burstMs * 1e6) / ns));
    }
  }
  return running.map(({ variant, name, timesARound, roundsNs }) => ({
    name: `${variant} ${name}`,
    timesARound,
    roundsNs,
  }));
}

function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}

function ratiosOf(variants: readonly Variant[]): readonly RatioRule[] {
  const overBare = (name: string, variant: Variant, size: string): readonly RatioRule[] =>
    variants.includes(variant) ? [{ name, of: `${variant} ${size}`, over: `bare ${size}` }] : [];
  return measuredSizes.flatMap(({ name }) => {
    const atMost = targets[name];
    const [rule] = overBare(`putRecords.${name}`, 'kinesis-otel', name);
    return [
      ...(rule === undefined ? [] : [{ ...rule, ...(atMost === undefined ? {} : { target: { atMost } }) }]),
      ...overBare(`putRecords.ddTrace.${name}`, 'dd-trace', name),
      ...overBare(`putRecords.ddTraceFirstRecord.${name}`, 'dd-trace, first record', name),
    ];
  });
}

async function startKinesisSink(): Promise<{ readonly url: string; readonly stop: () => void }> {
  const script = join(import.meta.dirname, 'put-records/kinesis-sink.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, `${records}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { url: `http://127.0.0.1:${Number(port)}`, stop: () => child.stdin.end() };
}
