import { readFileSync } from 'node:fs';
import { metricCatalogue, semconvMetrics } from '@kinesis-otel/contract';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';

const test = suite('producer-sdk / README');

const read = (path: string) => readFileSync(new URL(`../../packages/${path}`, import.meta.url), 'utf8');
const readme = read('producer-sdk/README.md');

function missing(words: readonly string[]): string[] {
  return words.filter((word) => !readme.includes(`\`${word}\``));
}

test('it names every option', () => {
  let message = '';
  try {
    instrumentKinesisClient(createFakeAwsClient(), { nothing: 1 } as object);
  } catch (error) {
    message = (error as Error).message;
  }
  const options = /Known options: (.*)\./.exec(message)?.[1]?.split(', ') ?? [];

  assert.ok(options.length >= 15);
  assert.equal(missing(options), []);
});

test('it names every variable', () => {
  const code = read('producer-sdk/src/env.ts') + read('contract/src/pipeline-dimensions.ts');
  const variables = new Set(code.match(/\b(KINESIS_OTEL|AWS_LAMBDA)_[A-Z_]+/g));

  assert.ok(variables.size >= 9);
  assert.equal(missing([...variables]), []);
});

test('it names every metric of the producer, and every reason for a record without context', () => {
  const metrics = metricCatalogue.filter(
    ({ live, sources }) => live && sources.some(({ from }) => from === 'producer-sdk'),
  );
  const conventional = semconvMetrics.filter(({ source }) => source === 'producer-sdk');
  const declared = [
    'producer-sdk/src/stamping/stamp-record.ts',
    'producer-sdk/src/stamping/write-payload.ts',
    'contract/src/carrier/choose-format.ts',
  ]
    .map(read)
    .join('');
  const reasons = [...declared.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, reason]) => reason ?? '');

  assert.equal([metrics.length, conventional.length], [7, 2]);
  assert.ok(reasons.length >= 18);
  assert.equal(missing([...metrics, ...conventional].map(({ name }) => name)), []);
  assert.equal(missing(reasons), []);
});

test.run();
