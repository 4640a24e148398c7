import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { layerFiles } from '../../../packages/lambda-layer/src/build/layer-files.ts';
import { writeLayer } from '../../../packages/lambda-layer/src/build/write-layer.ts';
import { zipFiles } from '../../../packages/lambda-layer/src/build/zip.ts';

const test = suite('lambda-layer / build / layer-files');
const files = await layerFiles();

function textOf(path: string): string {
  return Buffer.from(files.find((file) => file.path === path)?.bytes ?? '').toString();
}

test('the same bytes come out twice, in any time zone, and under 200,000', async () => {
  const zip = Buffer.from(zipFiles(files));
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Auckland';
  const again = Buffer.from(zipFiles(await layerFiles()));
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;

  assert.ok(zip.equals(again));
  assert.ok(zip.length < 200_000, `${zip.length}`);
});

test('it unpacks to what Lambda is to find below /opt, the wrapper executable', () => {
  const zip = zipFiles(files);

  const unpacked = unzipSync(zip);

  const below = [
    'LICENSES',
    'aws-clients.cjs',
    'bootstrap.cjs',
    'callbacks.cjs',
    'exporter.cjs',
    'handler.mjs',
    'load-handler.cjs',
    'protobuf.cjs',
    'shared.cjs',
    'stamping.cjs',
    'touch.cjs',
  ];
  assert.equal(Object.keys(unpacked).sort(), ['kinesis-otel', ...below.map((name) => `kinesis-otel-layer/${name}`)]);
  for (const { path, bytes, isExecutable } of files) {
    assert.equal(Buffer.from(unpacked[path] ?? ''), Buffer.from(bytes), path);
    assert.is(modesIn(zip)[path], isExecutable ? 0o100755 : 0o100644, path);
  }
});

/** Unix modes by path, as the central directory has them (APPNOTE 4.3.12). */
function modesIn(zip: Uint8Array): Readonly<Record<string, number>> {
  const bytes = Buffer.from(zip);
  const modes: Record<string, number> = {};
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    modes[name] = bytes.readUInt16LE(at + 40);
  }
  return modes;
}

test('every package that is bundled is named with its licence', () => {
  const licences = textOf('kinesis-otel-layer/LICENSES');

  for (const name of [
    'api',
    'sdk-trace',
    'sdk-metrics',
    'core',
    'resources',
    'context-async-hooks',
    'otlp-transformer',
  ]) {
    assert.match(licences, new RegExp(`@opentelemetry/${name} \\d+\\.\\d+\\.\\d+ \\(Apache-2.0\\)`));
  }
  assert.match(licences, 'Apache License');
});

test('nothing is loaded at start that the runtime has not loaded already, and nothing by import', () => {
  for (const { path } of files.filter(({ path }) => path.endsWith('.cjs'))) {
    const code = textOf(path);
    const required = [...code.matchAll(/require\("((?:node:)?[a-z_]+)"\)/g)].map(([, name]) =>
      name?.replace('node:', ''),
    );
    const known = ['async_hooks', 'buffer', 'events', 'fs', 'path', 'util'];
    assert.equal(
      required.filter((name) => !known.includes(name ?? '')),
      [],
      path,
    );
    assert.not.match(code, /[^.]import\(/);
    assert.not.match(code, /\P{ASCII}/u, path);
  }
  assert.not.match(textOf('kinesis-otel-layer/handler.mjs'), /import\s*[{*]/);
});

test('of the metric catalogue only what instruments are made of is loaded', () => {
  const code = textOf('kinesis-otel-layer/bootstrap.cjs');

  assert.match(code, 'From the arrival of a record at Kinesis to the end of its processing');
  assert.not.match(code, 'preceding-window');
});

test('every lazy file loads, beside those it shares with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinesis-otel-layer-'));
  writeLayer(files, folder);
  const load = createRequire(join(folder, 'kinesis-otel-layer/handler.mjs'));

  const loaded = {
    'aws-clients': 'createInstrumentSend',
    callbacks: 'wrapForCallbacks',
    exporter: 'openSpansOutbox',
    protobuf: 'traceSerializer',
    stamping: 'instrumentKinesisClient',
    touch: 'createPrepareBatch',
  };

  for (const [name, exported] of Object.entries(loaded)) assert.ok(load(`./${name}.cjs`)[exported], name);
  rmSync(folder, { recursive: true });
});

test.run();
