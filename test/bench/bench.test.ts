import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { benchNames } from './bench-options.ts';

const test = suite('bench / every benchmark runs');

const sizes = ['200B', '1KiB', '10KiB', '40KB', '100KiB', '1MiB'];

/** The ratios of each benchmark that need nothing installed to compare with. */
const expected: Readonly<Record<(typeof benchNames)[number], readonly string[]>> = {
  inject: [...sizes.map((size) => `inject.vsMemcpy.${size}`), 'inject.allocation.1KiB'],
  extract: [
    ...sizes.flatMap((size) => [`extract.vsParse.${size}`, `strip.vsDecodeEncode.${size}`]),
    'extract.flatness',
    'extract.absent',
    'strip.flatness',
  ],
  kpl: [],
  consume: ['links', 'linksParsing', 'sampled5', 'growth', 'ownSdk'].map((each) => `consume.${each}`),
  flush: ['flush.vsRoundTrip', 'flush.deadCollectorMs.first', 'flush.deadCollectorMs.later'],
  'cold-start': ['coldStart.residentMiB', 'layer.bytes'],
  'put-records': ['putRecords.200B', 'putRecords.10KiB'],
};

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'bench.ts'), ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

for (const bench of benchNames) {
  test(`${bench} ends with one line of JSON that has its cases and ratios`, () => {
    const { status, stdout, stderr } = run(bench, '--smoke', '--json');

    assert.is(status, 0, stderr);
    const result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    assert.is(result.bench, bench);
    assert.is(result.node, process.versions.node);
    assert.ok(result.cases.length > 0);
    for (const { name, medianNs } of result.cases) assert.ok(name !== '' && medianNs > 0);
    for (const ratio of expected[bench]) assert.type(result.ratios[ratio], 'number', ratio);
  });
}

test('an unknown benchmark or flag is refused in one line', () => {
  for (const words of [['nothing'], [], ['kpl', '--fast']]) {
    const { status, stdout, stderr } = run(...words);

    assert.is(status, 1);
    assert.is(stdout, '');
    assert.is(stderr.trimEnd().split('\n').length, 1);
  }
});

test.run();
