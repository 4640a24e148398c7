import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectorConfig, leastPolicy, targetNames } from '../../packages/collector-config/src/index.ts';

const test = suite('collector-config / the command line');

const cli = join(import.meta.dirname, '../../packages/collector-config/src/cli.ts');
let folder = '';
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'collector-cli-'));
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', cli, ...words],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('a config goes to standard output, and is the one the library writes', () => {
  for (const target of targetNames) {
    assert.equal(run('collector', '--target', target), { status: 0, stdout: collectorConfig(target), stderr: '' });
  }
});

test('every flag is an option of the library', () => {
  const role = 'arn:aws:iam::123456789012:role/telemetry';
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the collector's own syntax for a variable.
  const key = '${env:KEY}';
  const flags = {
    '--target': ['adot'],
    '--namespace': ['Orders'],
    '--dimension': ['Target', 'Stream,Function'],
    '--metric': ['OrdersShipped:Count', 'QueueTime'],
    '--region': ['eu-central-1'],
    '--role': [role],
    '--log-group': ['/team/orders'],
    '--log-retention-days': ['30'],
    '--sample-percent': ['12.5'],
    '--keep-slower-than-ms': ['2000'],
    '--exporter': ['otlp=tempo:4317', `otlphttp=https://otlp.example.com/?a=b,x-key=${key},x-team=a=b`, 'debug'],
    '--listen': ['0.0.0.0'],
  };
  const words = Object.entries(flags).flatMap(([flag, values]) => values.flatMap((value) => [flag, value]));

  const { stdout, stderr } = run('collector', ...words, '--keep-errors');

  assert.is(stderr, '');
  assert.is(
    stdout,
    collectorConfig('adot', {
      namespace: 'Orders',
      dimensions: [['Target'], ['Stream', 'Function']],
      metrics: [{ name: 'OrdersShipped', unit: 'Count' }, { name: 'QueueTime' }],
      region: 'eu-central-1',
      roleArn: role,
      logGroup: '/team/orders',
      logRetentionDays: 30,
      sampling: { percent: 12.5, keepErrors: true, keepSlowerThanMs: 2_000 },
      exporters: [
        { type: 'otlp', endpoint: 'tempo:4317' },
        { type: 'otlphttp', endpoint: 'https://otlp.example.com/?a=b', headers: { 'x-key': key, 'x-team': 'a=b' } },
        { type: 'debug' },
      ],
      listen: '0.0.0.0',
    }),
  );
  const jaeger = run('collector', '--target', 'jaeger', '--jaeger', 'localhost:14317');
  assert.is(jaeger.stdout, collectorConfig('jaeger', { jaeger: 'localhost:14317' }));
});

test('a policy is printed as JSON', () => {
  const words = ['--namespace', 'Orders', '--region', 'eu-central-1', '--account', '123456789012'];
  const { stdout } = run('iam', '--target', 'adot', ...words);
  const options = { namespace: 'Orders', region: 'eu-central-1', account: '123456789012' };
  assert.equal(JSON.parse(stdout), leastPolicy('adot', options));

  const role = 'arn:aws:iam::123456789012:role/telemetry';
  const withRole = run('iam', '--target', 'otlp', '--role', role);
  assert.equal(JSON.parse(withRole.stdout), leastPolicy('otlp', { roleArn: role }));
  const group = run('iam', '--target', 'adot', '--log-group', '/team/orders');
  assert.equal(JSON.parse(group.stdout), leastPolicy('adot', { logGroup: '/team/orders' }));
});

test('a file is written whole, over an older one, and nothing is left beside it', () => {
  const file = join(folder, 'collector.yaml');
  writeFileSync(file, 'older');

  assert.equal(run('collector', '--target', 'otlp', '--out', file), { status: 0, stdout: '', stderr: '' });

  assert.is(readFileSync(file, 'utf8'), collectorConfig('otlp'));
  assert.equal(readdirSync(folder), ['collector.yaml']);
});

test('bad input is one line that names the flag and the cure, with code 1, and no file', () => {
  const file = join(folder, 'collector.yaml');
  const many = Array.from({ length: 31 }, (_, index) => `Name${index}`).join();
  const bad: readonly (readonly [flag: string, words: readonly string[]])[] = [
    ['--target', ['--target', 'adto']],
    ['--target', []],
    ['--namespace', ['--target', 'adot', '--namespace', 'AWS/Lambda']],
    ['--dimension', ['--target', 'adot', '--dimension', '']],
    ['--dimension', ['--target', 'adot', '--dimension', 'Target,,Stream']],
    ['--dimension', ['--target', 'adot', '--dimension', many]],
    ['--metric', ['--target', 'adot', '--metric', 'BatchSize']],
    ['--metric', ['--target', 'adot', '--metric', 'Orders:Furlongs']],
    ['--region', ['--target', 'adot', '--region', 'x']],
    ['--role', ['--target', 'adot', '--role', 'x']],
    ['--log-group', ['--target', 'adot', '--log-group', '']],
    ['--log-retention-days', ['--target', 'adot', '--log-retention-days', 'a week']],
    ['--sample-percent', ['--target', 'adot', '--sample-percent', 'half']],
    ['--sample-percent', ['--target', 'adot', '--keep-errors']],
    ['--keep-errors', ['--target', 'lambda', '--sample-percent', '5', '--keep-errors']],
    ['--keep-slower-than-ms', ['--target', 'adot', '--sample-percent', '5', '--keep-slower-than-ms', '']],
    ['--exporter', ['--target', 'adot', '--exporter', 'kafka=broker:9092']],
    ['--listen', ['--target', 'adot', '--listen', 'a b']],
    ['--jaeger', ['--target', 'jaeger', '--jaeger', 'x']],
  ];
  for (const [flag, words] of bad) {
    const { status, stdout, stderr } = run('collector', ...words, '--out', file);

    assert.equal([status, stdout], [1, ''], `${words}`);
    assert.match(stderr, new RegExp(`^error: option \`${flag}\` is [^\\n]+\\. [^\\n]+\\.\\n$`));
    assert.equal(readdirSync(folder), []);
  }
});

test('a path that cannot be written is told, and leaves nothing', () => {
  mkdirSync(join(folder, 'taken'));
  for (const out of [join(folder, 'missing/collector.yaml'), join(folder, 'taken')]) {
    const { status, stderr } = run('collector', '--target', 'adot', '--out', out);

    assert.is(status, 1);
    assert.match(stderr, /^error: option `--out` is "[^\n]+", which cannot be written \(E\w+\)\. Give [^\n]+\.\n$/);
    assert.equal(readdirSync(folder), ['taken']);
  }
});

test('the older file stays where the new one is refused', () => {
  const file = join(folder, 'collector.yaml');
  writeFileSync(file, 'older');
  const { status } = run('collector', '--target', 'adot', '--namespace', 'AWS/x', '--out', file);

  assert.is(status, 1);
  assert.is(readFileSync(file, 'utf8'), 'older');
});

test('a mistyped flag or command is answered with the nearest one', () => {
  const flag = run('collector', '--taget', 'adot');
  const command = run('colector');

  assert.equal([flag.status, command.status], [1, 1]);
  assert.match(flag.stderr, /unknown option '--taget'\n\(Did you mean --target\?\)/);
  assert.match(command.stderr, /unknown command 'colector'\n\(Did you mean collector\?\)/);
});

test('help names every target and what it is', () => {
  const { status, stdout } = run('collector', '--help');

  assert.is(status, 0);
  for (const target of targetNames) assert.match(stdout, new RegExp(`^  ${target} +\\S`, 'm'));
  assert.not.ok(existsSync(join(folder, 'collector.yaml')));
});

test.run();
