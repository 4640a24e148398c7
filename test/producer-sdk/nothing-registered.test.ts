import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleLibrary } from '../support/bundle-library.ts';

const test = suite('producer-sdk / with nothing registered');

const run = promisify(execFile);
const library = await bundleLibrary({ entry: 'producer-sdk/src/index' });
test.after(() => rmSync(dirname(library), { recursive: true }));

/** Two puts by each of two clients, after `setUp`, in a process of its own where OpenTelemetry has no logger; gives what Node warned of. */
async function warningsAfter(setUp: string): Promise<readonly string[]> {
  const input = `{ StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'a' }`;
  const program = `
    const { instrumentKinesisClient } = require(process.env.LIBRARY);
    const api = require('@opentelemetry/api');
    ${setUp}
    const clients = [1, 2].map(() => instrumentKinesisClient({ send: async () => ({}) }));
    (async () => {
      for (const client of [...clients, ...clients]) await client.send({ input: ${input} });
    })();`;
  const { stderr } = await run(process.execPath, ['--eval', program], {
    env: { ...process.env, LIBRARY: library, NODE_OPTIONS: '' },
  });
  return stderr.split('\n').filter((line) => line.includes('Warning: '));
}

test('one warning says that records carry no context, whoever puts', async () => {
  const warnings = await warningsAfter('');

  assert.is(warnings.length, 1);
  assert.match(
    warnings[0] ?? '',
    /Warning: @kinesis-otel\/producer-sdk: no OpenTelemetry tracer provider is registered/,
  );
});

test('one warning says that only a part is registered, where the part is not traces', async () => {
  const warnings = await warningsAfter('api.metrics.setGlobalMeterProvider({ getMeter: api.createNoopMeter });');

  assert.is(warnings.length, 1);
  assert.match(warnings[0] ?? '', /only a part of OpenTelemetry is registered.*no tracer provider/);
});

test('traces without metrics are a way to work, and Node warns of nothing', async () => {
  const tracer = '{ startSpan: () => api.trace.wrapSpanContext(spanContext) }';
  const warnings = await warningsAfter(`
    const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
    api.trace.setGlobalTracerProvider({ getTracer: () => (${tracer}) });`);

  assert.equal(warnings, []);
});

test.run();
