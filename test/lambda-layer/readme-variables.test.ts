import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readLayerSettings } from '../../packages/lambda-layer/src/settings/layer-settings.ts';

const test = suite('lambda-layer / the variables of its README');
const readme = readFileSync(join(import.meta.dirname, '../../packages/lambda-layer/README.md'), 'utf8');

/** `…_TRACES_ENDPOINT` stands for the name before it with that ending. */
function documented(): readonly string[] {
  const rows = readme.split('\n').filter((line) => /^\| `(KINESIS_)?OTEL_/.test(line));
  return rows.flatMap((row) => {
    const [, names = ''] = row.split('|');
    return [...names.matchAll(/`([A-Z_…]+)`/g)].map(([, name = '']) => name.replace('…', 'OTEL_EXPORTER_OTLP'));
  });
}

test('every variable of the table is known to the layer', () => {
  const names = documented();
  const { problems } = readLayerSettings(Object.fromEntries(names.map((name) => [name, ''])));

  assert.ok(names.length > 35, String(names.length));
  assert.equal(problems, []);
});

test('every variable of the table has a test', () => {
  const tests = ['variables', 'lifecycle', 'sdks', 'touch', 'aws-clients', 'load-handler', 'settings/otlp-settings'];
  const code = tests.map((name) => readFileSync(join(import.meta.dirname, `${name}.test.ts`), 'utf8')).join('\n');

  assert.equal(
    documented().filter((name) => !code.includes(name)),
    [],
  );
});

test.run();
