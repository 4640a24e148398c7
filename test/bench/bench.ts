import { loadAwsKinesisAgg } from './aws-kinesis-agg.ts';
import { type BenchName, readBenchOptions, usage } from './bench-options.ts';
import { benchColdStart } from './cold-start.bench.ts';
import { measureConsume } from './consume.bench.ts';
import { startDdTrace } from './dd-trace-plugin.ts';
import { drawResult } from './draw-result.ts';
import { createExtractBench } from './extract.bench.ts';
import { measureFlush } from './flush.bench.ts';
import { createInjectBench } from './inject.bench.ts';
import { installRivals } from './install-rivals.ts';
import { createKplBench } from './kpl.bench.ts';
import type { Pace } from './measure.ts';
import { measurePutRecords } from './put-records.bench.ts';
import { resultJson } from './result-json.ts';
import { type Bench, type BenchResult, runBench } from './run-bench.ts';

/* node test/bench/bench.ts <name> [--json] [--check] [--smoke]: measures one part, and tells whether it meets its targets. */
const usualPace: Pace = { rounds: 41, burstMs: 12 };
const smokePace: Pace = { rounds: 2, burstMs: 0.05 };

const benches: Readonly<Record<BenchName, (isSmoke: boolean) => BenchResult | Promise<BenchResult>>> = {
  inject: (isSmoke) => measureAtPace(createInjectBench(isSmoke ? undefined : startDdTrace()), isSmoke),
  extract: (isSmoke) => measureAtPace(createExtractBench(), isSmoke),
  kpl: (isSmoke) => measureAtPace(createKplBench(isSmoke ? undefined : loadAwsKinesisAgg()), isSmoke),
  consume: measureConsume,
  flush: measureFlush,
  'cold-start': (isSmoke) => benchColdStart(isSmoke ? 1 : 15, !isSmoke),
  'put-records': measurePutRecords,
};
/** These compare with nothing that has to be installed. */
const withoutRivals: readonly BenchName[] = ['consume', 'flush'];

process.exitCode = await run(process.argv.slice(2));

/** Runs what the command line asks for, and gives the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const options = readBenchOptions(args);
  if (options === 'help' || 'problem' in options) {
    if (options === 'help') console.log(usage);
    else console.error(options.problem);
    return options === 'help' ? 0 : 1;
  }
  const { bench, isSmoke, isJson, isChecked } = options;
  const problem = isSmoke || withoutRivals.includes(bench) ? undefined : await installRivals();
  if (problem !== undefined) {
    console.error(problem);
    return 1;
  }
  const result = await benches[bench](isSmoke);
  console.log(drawResult(result));
  if (isJson) console.log(JSON.stringify(resultJson(bench, result)));
  return isChecked && result.ratios.some(({ isMet }) => isMet === false) ? 1 : 0;
}

function measureAtPace(bench: Bench, isSmoke: boolean): BenchResult {
  return runBench(bench, isSmoke ? smokePace : usualPace);
}
