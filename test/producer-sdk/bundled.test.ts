import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startOtlpReceiver } from '../../packages/local-pipeline/src/otlp-receiver/receiver.ts';
import { createTelemetryLog } from '../../packages/local-pipeline/src/otlp-receiver/telemetry-store.ts';
import { createKinesisPool } from '../support/local-kinesis.ts';
import { readAllRecords } from '../support/read-all-records.ts';
import { readStamped } from '../support/read-stamped.ts';

const test = suite('producer-sdk / bundled by esbuild');

const run = promisify(execFile);
const entry = join(import.meta.dirname, 'programs/bundled-producer.ts');
const pool = createKinesisPool();
test.after(pool.stop);

// What esbuild's users write to have CommonJS packages in a module.
const requireInModules = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

for (const format of ['esm', 'cjs'] as const) {
  test(`${format}, minified, with nothing left outside: spans and figures arrive, and records carry context`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bundled-producer-'));
    const log = createTelemetryLog();
    const receiver = await startOtlpReceiver(0, log, undefined);
    const outfile = join(folder, format === 'esm' ? 'producer.mjs' : 'producer.cjs');
    const banner = format === 'esm' ? { js: requireInModules } : {};
    await build({ entryPoints: [entry], outfile, format, banner, bundle: true, minify: true, platform: 'node' });
    const kinesis = await pool.start();
    const stream = await kinesis.createStream(1);

    const { stderr } = await run(process.execPath, [outfile, stream], {
      cwd: folder,
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: kinesis.endpoint,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.port}`,
      },
    });
    await receiver.stop();
    rmSync(folder, { recursive: true });

    const spans = log.store.traces.flatMap(({ scopeSpans }) => scopeSpans?.flatMap((each) => each.spans ?? []) ?? []);
    const metrics = log.store.metrics.flatMap(
      ({ scopeMetrics }) => scopeMetrics?.flatMap((each) => each.metrics ?? []) ?? [],
    );
    const stamped = (await readAllRecords(kinesis.sdkClient(), stream)).map(readStamped);
    assert.is(stderr, '');
    assert.equal(
      spans.map(({ name }) => name),
      [`send ${stream}`],
    );
    assert.equal(
      stamped.map(({ payload, carrier }) => [payload, carrier?.traceparent.split('-')[2]]),
      Array(2).fill(['{"id":1}', spans[0]?.spanId]),
    );
    assert.ok(metrics.find(({ name }) => name === 'PutRecordLatency')?.exponentialHistogram);
  });
}

test.run();
