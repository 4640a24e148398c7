import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layerFiles } from '../../packages/lambda-layer/src/build/layer-files.ts';
import { writeLayer } from '../../packages/lambda-layer/src/build/write-layer.ts';
import { zipFiles } from '../../packages/lambda-layer/src/build/zip.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { startLambdaAndCollector } from './cold-start/lambda-and-collector.ts';
import { type ColdStart, runVariant } from './cold-start/run-variant.ts';
import type { CaseTimes } from './measure.ts';
import { quartilesOf } from './quartiles.ts';
import { type JudgedRatio, judgeNumber, judgeQuartiles, type Target } from './ratio.ts';
import type { BenchResult } from './run-bench.ts';

const rivals = ['sdk-node', 'auto-instrumentations', 'dd-trace', 'powertools'] as const;
type Variant = 'bare' | 'layer' | 'layer, flush in its answer' | (typeof rivals)[number];

/** What each variant came to, by round. */
type Rounds = ReadonlyMap<Variant, readonly ColdStart[]>;

/** Starts every variant in a process of its own, in each round once, in an order that is shuffled anew. */
export async function benchColdStart(rounds: number, hasRivals: boolean): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'kinesis-otel-layer-'));
  const files = await layerFiles();
  writeLayer(files, folder);
  const server = await startLambdaAndCollector();
  try {
    const variants: readonly Variant[] = ['bare', 'layer', 'layer, flush in its answer', ...(hasRivals ? rivals : [])];
    const measured = await runRounds(variants, rounds, folder, server.address);
    const bytes = judgeNumber('layer.bytes', zipFiles(files).length, { atMost: 200_000 });
    return { times: timesOf(measured), ratios: [...ratiosOf(measured, hasRivals), bytes] };
  } finally {
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function runRounds(
  variants: readonly Variant[],
  rounds: number,
  folder: string,
  address: string,
): Promise<Rounds> {
  const measured = new Map<Variant, ColdStart[]>(variants.map((variant) => [variant, []]));
  // The first round fills the page cache and is not counted.
  for (let round = -1; round < rounds; round++) {
    for (const variant of shuffled(variants)) {
      const environment = environmentOf(variant, folder, address);
      const result = await runVariant(variant.replace(/,.*/, ''), environment);
      if (round >= 0) measured.get(variant)?.push(result);
    }
  }
  return measured;
}

const event = JSON.stringify(buildKinesisEvent(['{"id":1}', '{"id":2}']));

/** With Lambda's API the layer registers while it loads; without it it flushes before it answers, which can be timed. */
function environmentOf(variant: Variant, folder: string, address: string): Readonly<Record<string, string>> {
  return {
    EVENT: event,
    LAYER_FOLDER: folder,
    OTLP_ENDPOINT: `http://${address}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${address}`,
    ...(variant === 'layer' ? { AWS_LAMBDA_RUNTIME_API: address } : {}),
  };
}

function timesOf(measured: Rounds): readonly CaseTimes[] {
  return [...measured].flatMap(([variant, starts]) => {
    const first = starts.flatMap(({ firstMs }) => (firstMs === undefined ? [] : [firstMs * 1e6]));
    const load = { name: `${variant}: load`, timesARound: 1, roundsNs: starts.map(({ loadMs }) => loadMs * 1e6) };
    return first.length === 0 ? [load] : [load, { name: `${variant}: first`, timesARound: 1, roundsNs: first }];
  });
}

const mebibyte = 1024 * 1024;

function ratiosOf(measured: Rounds, hasRivals: boolean): readonly JudgedRatio[] {
  const of = (variant: Variant): readonly ColdStart[] => measured.get(variant) ?? [];
  const loadOverBare = (variant: Variant): readonly number[] =>
    of(variant).map(({ loadMs }, round) => loadMs - (of('bare')[round]?.loadMs ?? 0));
  const judge = (name: string, numerators: readonly number[], denominators: readonly number[], target?: Target) =>
    judgeQuartiles(
      name,
      quartilesOf(numerators.map((each, round) => each / (denominators[round] ?? Number.NaN))),
      target,
    );
  const firstOf = (variant: Variant): readonly number[] => of(variant).map(({ firstMs }) => firstMs ?? Number.NaN);
  const layer = loadOverBare('layer');
  const memory = of('layer, flush in its answer').map(
    ({ bytes }, round) => (bytes - (of('bare')[round]?.bytes ?? 0)) / mebibyte,
  );
  const memoryRatio = judgeQuartiles('coldStart.residentMiB', quartilesOf(memory), { atMost: 12 });
  if (!hasRivals) return [memoryRatio];
  return [
    judge('coldStart.vsSdkNode', layer, loadOverBare('sdk-node'), { atMost: 0.08 }),
    judge('coldStart.vsDatadog', layer, loadOverBare('dd-trace'), { atMost: 0.12 }),
    judge('coldStart.vsAutoInstrumentations', layer, loadOverBare('auto-instrumentations')),
    judge('coldStart.vsPowertools', layer, loadOverBare('powertools')),
    judge('coldStart.firstAnswer', firstOf('layer'), firstOf('sdk-node')),
    judge('coldStart.firstInvocation', firstOf('layer, flush in its answer'), firstOf('sdk-node'), { atMost: 0.5 }),
    memoryRatio,
  ];
}

function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}
