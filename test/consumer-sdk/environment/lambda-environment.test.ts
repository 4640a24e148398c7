import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readLambdaEnvironment } from '../../../packages/consumer-sdk/src/environment/lambda-environment.ts';

const test = suite('consumer-sdk / environment / lambda-environment');

const variables = { AWS_LAMBDA_FUNCTION_NAME: 'consumer', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512' };

test('Lambda’s variables say how the environment came to be and what it may use', () => {
  const environment = readLambdaEnvironment({
    ...variables,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency',
  });

  assert.equal(environment, {
    initializationType: 'provisioned-concurrency',
    allocatedBytes: 536_870_912,
    isShared: false,
  });
});

test('what is not said, or not known, is on demand and without a size', () => {
  const environments = [undefined, 'of-a-later-year'].map((AWS_LAMBDA_INITIALIZATION_TYPE) =>
    readLambdaEnvironment({ AWS_LAMBDA_FUNCTION_NAME: 'consumer', AWS_LAMBDA_INITIALIZATION_TYPE }),
  );

  for (const environment of environments) {
    assert.equal(environment, { initializationType: 'on-demand', allocatedBytes: undefined, isShared: false });
  }
});

test('Managed Instances share an environment', () => {
  const byType = readLambdaEnvironment({ ...variables, AWS_LAMBDA_INITIALIZATION_TYPE: 'lambda-managed-instances' });
  const byConcurrency = readLambdaEnvironment({ ...variables, AWS_LAMBDA_MAX_CONCURRENCY: '10' });

  assert.equal([byType?.isShared, byConcurrency?.isShared], [true, true]);
});

test('outside of Lambda there is none', () => {
  assert.is(readLambdaEnvironment({}), undefined);
});

test.run();
