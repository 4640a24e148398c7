import { createKinesisHandler } from '@kinesis-otel/consumer-sdk';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../../support/kinesis-event.ts';
import { stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / KINESIS_OTEL_DEBUG');

const event = buildKinesisEvent([stampJson('{"secret":"hush"}'), 'poison hush', '{}']);

test.before.each(() => {
  process.env.KINESIS_OTEL_DEBUG = '1';
});

test.after.each(() => {
  delete process.env.KINESIS_OTEL_DEBUG;
  td.reset();
});

async function linesOf(): Promise<readonly string[]> {
  const lines: string[] = [];
  td.replace(console, 'log', (line: string) => lines.push(line));
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const options = { reportBatchItemFailures: true, tracerProvider, meterProvider };
  await createKinesisHandler(() => undefined, options)(event);
  return lines;
}

test('says one line a batch: what became of its records, and nothing of what they hold', async () => {
  const lines = await linesOf();

  assert.is(lines.length, 1);
  assert.match(
    lines[0] ?? '',
    /^kinesis-otel: orders shardId-000000000006 delivered=3 records=3 success=1 failure=1 not-attempted=1 context-extracted=1 context-missing=2 sampled=1 spans-dropped=0 links-dropped=0 flush=flushed flush-ms=\d+$/,
  );
  assert.not.match(lines[0] ?? '', /hush/);
});

test('says nothing unless asked', async () => {
  delete process.env.KINESIS_OTEL_DEBUG;

  assert.equal(await linesOf(), []);
});

test.run();
