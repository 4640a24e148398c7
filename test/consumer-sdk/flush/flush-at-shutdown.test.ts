import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { diag } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasExtension } from '../../../packages/consumer-sdk/src/flush/flush-at-shutdown.ts';
import { collectWarnings } from '../../support/collect-warnings.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../../support/kinesis-event.ts';

const test = suite('consumer-sdk / flush-at-shutdown');

test('a process that is told to end flushes for the last time, and then ends as it would have', async () => {
  const program = join(import.meta.dirname, '../../support/end-on-sigterm.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program]);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    if (text.includes('ready')) child.kill('SIGTERM');
  });

  const [code, signal] = await once(child, 'close');

  assert.equal([code, signal], [null, 'SIGTERM']);
  assert.match(output, /flushed, isLast=true/);
});

test('an extension is a file in Lambda’s folder for them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'extensions-'));

  const found = [hasExtension(join(folder, 'none')), hasExtension(folder)];
  writeFileSync(join(folder, 'collector'), '');
  found.push(hasExtension(folder));
  rmSync(folder, { recursive: true });

  assert.equal(found, [false, false, true]);
});

test('without an extension everyMs flushes every invocation, and that is said once', async () => {
  const warnings = collectWarnings();
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  let flushes = 0;
  const flushed = { getMeter: meterProvider.getMeter.bind(meterProvider), forceFlush: async () => void flushes++ };
  const options = { flush: { everyMs: 60_000 }, tracerProvider, meterProvider: flushed };
  const handler = createKinesisHandler(() => undefined, options);

  for (let time = 0; time < 3; time++) await handler(buildKinesisEvent(['{}']));

  assert.is(flushes, 3);
  assert.is(warnings.filter((each) => each.includes('flush.everyMs')).length, 1);
  diag.disable();
});

test.run();
