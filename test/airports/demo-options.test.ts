import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readDemoOptions } from '../../examples/airports/demo-options.ts';
import { UsageError } from '../../examples/airports/usage-error.ts';

const test = suite('airports / demo options');

test('no flags stream 10,000 records over 4 shards at a measured rate', () => {
  assert.equal(readDemoOptions([]), {
    records: 10_000,
    shards: 4,
    rate: undefined,
    failRate: 0,
    poison: 0,
    isThrottled: false,
    isChaotic: false,
    jsonFile: undefined,
    htmlFile: undefined,
    otlp: undefined,
    isKept: false,
    ports: {},
  });
});

test('every flag is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-options-'));
  const file = join(folder, 'figures.json');

  const options = readDemoOptions(
    `--records 5 --shards 2 --rate 0 --fail-rate 0.1 --poison 3 --throttle --chaos --json ${file} --html ${file}.html --otlp http://localhost:4318 --keep
     --kinesis-port 1 --dynamodb-port 2 --otlp-port 65535`.split(/\s+/),
  );

  assert.equal(options, {
    records: 5,
    shards: 2,
    rate: 0,
    failRate: 0.1,
    poison: 3,
    isThrottled: true,
    isChaotic: true,
    jsonFile: file,
    htmlFile: `${file}.html`,
    otlp: 'http://localhost:4318',
    isKept: true,
    ports: { kinesis: 1, dynamodb: 2, otlp: 65_535 },
  });
  assert.not(existsSync(file));
  rmSync(folder, { recursive: true });
});

test('a JSON file that is there already is not emptied before the run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-options-'));
  const file = join(folder, 'figures.json');
  writeFileSync(file, '{"old":true}');

  readDemoOptions(['--json', file]);

  assert.is(readFileSync(file, 'utf8'), '{"old":true}');
  rmSync(folder, { recursive: true });
});

test('--help asks for the usage', () => {
  assert.is(readDemoOptions(['--help']), undefined);
});

for (const [args, problem] of [
  [['--records', '0'], '--records is "0". Give a whole number from 1 to 1000000.'],
  [['--records', '-5'], '--records is "-5". Give a whole number from 1 to 1000000.'],
  [['--records', '1.5'], '--records is "1.5".'],
  [['--records', '1e3'], '--records is "1e3".'],
  [['--shards', '51'], '--shards is "51". Give a whole number from 1 to 50.'],
  [['--rate', '-1'], '--rate is "-1".'],
  [['--fail-rate', '1'], '--fail-rate is "1". Give a number from 0 to 0.5.'],
  [['--fail-rate', ''], '--fail-rate is "".'],
  [['--records', '5', '--poison', '6'], '--poison is "6". Give a whole number from 0 to 5.'],
  [['--html', join(tmpdir(), 'no', 'such', 'page.html')], 'cannot be written (ENOENT)'],
  [['--kinesis-port', '65536'], '--kinesis-port is "65536". Give a whole number from 1 to 65535.'],
  [['--otlp', 'localhost:4318'], '--otlp is "localhost:4318". Give an http or https URL'],
  [['--json', join(tmpdir(), 'no', 'such', 'folder.json')], 'cannot be written (ENOENT)'],
  [['--recrods', '5'], "Unknown option '--recrods'. Known flags: --records"],
  [['5'], "Unexpected argument '5'. Known flags:"],
] as const) {
  test(`${args.join(' ')} is refused in one line`, () => {
    try {
      readDemoOptions(args);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, UsageError);
      assert.ok((error as Error).message.includes(problem), (error as Error).message);
      assert.not.match((error as Error).message, /\n/);
    }
  });
}

test.run();
