import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { drawPage, drawReport, type ReportInput, reportJson } from '@kinesis-otel/pipeline-health';
import { bundleConsumer } from './bundle-consumer.ts';
import { findContradictions } from './check-truth.ts';
import { type DemoOptions, readDemoOptions, usage } from './demo-options.ts';
import { abortOnSignal, Interrupted } from './interruption.ts';
import { runDemo } from './run-demo.ts';

const output = process.stdout;

function show(input: ReportInput, { jsonFile, htmlFile }: DemoOptions): void {
  const width = Math.min(output.columns ?? 100, 100);
  output.write(`\n${drawReport(input, { width, colour: output.isTTY && !process.env.NO_COLOR })}\n`);
  if (jsonFile !== undefined) {
    writeFileSync(jsonFile, `${JSON.stringify(reportJson(input), null, 2)}\n`);
    output.write(`\nFigures written to ${jsonFile}\n`);
  }
  if (htmlFile !== undefined) {
    writeFileSync(htmlFile, drawPage(input));
    output.write(`\nPage: ${pathToFileURL(resolve(htmlFile))}\n`);
  }
  const contradictions = findContradictions(input);
  for (const each of contradictions) process.stderr.write(`${each}\n`);
  if (contradictions.length > 0) process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = readDemoOptions(process.argv.slice(2));
  if (options === undefined) {
    output.write(`${usage}\n`);
    return;
  }
  const signal = abortOnSignal();
  const bundle = await bundleConsumer();
  try {
    await runDemo(options, { bundle, output, signal, report: (input) => show(input, options) });
  } finally {
    await bundle.remove();
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  const { message = String(error), stack = message } = error as Partial<Error>;
  const isFault = error instanceof TypeError || error instanceof ReferenceError;
  process.stderr.write(`${isFault ? stack : message}\n`);
  return 1;
}

try {
  await main();
  process.exit();
} catch (error) {
  process.exit(exitCodeOf(error));
}
