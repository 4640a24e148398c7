import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CollectorOptions, collectorConfig, type Target, targetNames } from '@kinesis-otel/collector-config';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { startFakeAws } from './fake-aws.ts';
import { findPrograms } from './find-programs.ts';
import type { ProgramName } from './programs/program.ts';

const test = suite('collector-config / the collectors accept what is written for them');

/** The collector that has a target's components and no others. ADOT's has those that the OTLP endpoints need. */
const collectors = {
  adot: 'adot',
  'adot-lambda': 'adot-lambda',
  lambda: 'lambda',
  otlp: 'adot',
  jaeger: 'core',
} as const satisfies Record<Target, ProgramName>;

/**
 * What the real collectors hold, of what a config might use: ADOT v0.49 (pkg/defaultcomponents), ADOT's Lambda layer
 * v0.43 (lambdacomponents), OpenTelemetry's Lambda layer 0.23 (lambdacomponents), and its own small distribution.
 */
const real: Readonly<Record<(typeof collectors)[Target], string>> = {
  adot: `otlp attributes batch filter memory_limiter probabilistic_sampler resource tail_sampling
    awsemf awsxray debug otlp_grpc otlp_http health_check sigv4auth`,
  'adot-lambda': 'otlp awsemf awsxray debug otlp_grpc otlp_http sigv4auth',
  lambda: `otlp attributes batch decouple filter memory_limiter probabilistic_sampler resource debug otlp_grpc otlp_http
    sigv4auth`,
  core: `otlp attributes batch filter memory_limiter probabilistic_sampler resource debug otlp_grpc otlp_http
    health_check`,
};

const awsOptions: CollectorOptions = {
  metrics: [{ name: 'Orders: shipped (EU)', unit: 'Count' }, { name: 'QueueTime' }],
  region: 'eu-central-1',
  roleArn: 'arn:aws:iam::123456789012:role/telemetry',
};
const emf: CollectorOptions = {
  namespace: 'Team #1/Orders',
  dimensions: [['Target'], ['Stream', 'k8s.cluster']],
  logGroup: '/team/orders',
  logRetentionDays: 30,
};
const exporters: CollectorOptions['exporters'] = [
  { type: 'otlp', endpoint: 'tempo:4317' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the collector's own syntax for a variable.
  { type: 'otlphttp', endpoint: 'https://otlp.example.com', headers: { 'x-api-key': '${env:API_KEY:-none}' } },
  { type: 'debug' },
];
const tail = { percent: 5, keepErrors: true, keepSlowerThanMs: 2_000 };

/** Between them, every option of every target. */
const variations: Readonly<Record<Target, readonly CollectorOptions[]>> = {
  adot: [
    { ...awsOptions, ...emf, exporters, listen: '0.0.0.0', sampling: { percent: 12.5 } },
    { sampling: tail, dimensions: [['Function']] },
  ],
  'adot-lambda': [{ ...awsOptions, ...emf, exporters }],
  lambda: [{ ...awsOptions, exporters, sampling: { percent: 12.5 } }],
  otlp: [{ ...awsOptions, exporters, listen: '0.0.0.0', sampling: tail }, { sampling: { percent: 50 } }],
  jaeger: [{ exporters, listen: '0.0.0.0', jaeger: 'localhost:14317' }],
};

const programs = findPrograms(test, ['adot', 'adot-lambda', 'lambda', 'core'], 'validation by real collectors');
const folder = mkdtempSync(join(tmpdir(), 'validate-'));
// Collectors look for credentials, and assume the role they are given, while they validate.
const aws = await startFakeAws();
test.after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await aws.stop();
});

test('every target is validated with its defaults and with all it can serve', () => {
  assert.equal(Object.keys(variations), [...targetNames]);
});

if (programs !== undefined) {
  for (const target of targetNames) {
    const program = programs[collectors[target]];
    for (const [index, options] of [{}, ...variations[target]].entries()) {
      test(`${target} ${index === 0 ? 'with its defaults' : `with options, ${index}`} is accepted without a word`, async () => {
        const { status, output } = await validate(program, collectorConfig(target, options));

        assert.is(status, 0, output);
        assert.is(output, '');
      });
    }
  }

  for (const [name, components] of Object.entries(real) as [keyof typeof real, string][]) {
    test(`the ${name} that was built holds nothing that the real one lacks`, () => {
      const built = parse(execFileSync(programs[name], ['components'], { encoding: 'utf8' }));
      const names = ['receivers', 'processors', 'exporters', 'extensions', 'connectors'].flatMap((kind) =>
        (built[kind] ?? []).map((component: { readonly name: string }) => component.name),
      );

      assert.equal(names.sort(), components.split(/\s+/).sort());
    });
  }

  test("a collector refuses another target's config, so it has no other components", async () => {
    const refused = [
      [
        programs['adot-lambda'],
        collectorConfig('adot'),
        /unknown type: "(memory_limiter|filter|resource|attributes|batch|health_check)"/,
      ],
      [programs.lambda, collectorConfig('adot-lambda'), /unknown type: "(awsemf|awsxray)"/],
      [programs.adot, collectorConfig('lambda'), /unknown type: "decouple"/],
      [programs.core, collectorConfig('otlp'), /unknown type: "sigv4auth"/],
    ] as const;
    for (const [program, config, component] of refused) {
      const { status, output } = await validate(program, config);

      assert.is(status, 1);
      assert.match(output, component);
    }
  });
}

async function validate(
  program: string,
  config: string,
): Promise<{ readonly status: number | null; readonly output: string }> {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, config);
  const child = spawn(program, ['validate', '--config', file], { env: { ...aws.environment }, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const [status] = await once(child, 'close');
  return { status, output };
}

test.run();
