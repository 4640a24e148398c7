import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricCatalogue, semconvMetrics } from '@kinesis-otel/contract';
import { fillBlock } from './fill-block.ts';
import { metricTables, semconvTable } from './metric-tables.ts';

/* Writes the README's tables anew from the metric catalogue. `--check` only tells, by exit code 1, that they are out of date. */
const path = join(import.meta.dirname, '../README.md');
const before = readFileSync(path, 'utf8');
const withCatalogue = fillBlock(before, 'metrics', metricTables(metricCatalogue));
const after = fillBlock(withCatalogue, 'semconv-metrics', semconvTable(semconvMetrics));

if (!process.argv.includes('--check')) {
  writeFileSync(path, after);
} else if (after !== before) {
  console.log('The tables in README.md are not those of the metric catalogue. Run `pnpm readme`.');
  process.exitCode = 1;
}
