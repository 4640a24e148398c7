import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FunctionOptions } from '../../packages/local-pipeline/src/lambda/function-options.ts';
import { deployFunction, functionsFolder, stopFunctions } from '../support/local-lambda.ts';

const test = suite('local-pipeline / lambda-options');

test.after.each(stopFunctions);

test('wrong options throw with the value and the cure', () => {
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ runtime: 'nodejs20.x' }, /`runtime` is "nodejs20\.x"\. Give one of "nodejs22\.x", "nodejs24\.x"/],
    [{ freeze: 'no' }, /`freeze` is "no"\. Give one of true, false/],
    [{ extensions: 'recorder' }, /`extensions` is "recorder"\. Give absolute paths of at most 10 executable files/],
    [{ extensions: ['recorder.mjs'] }, /`extensions` is "recorder\.mjs"/],
    [{ extensions: [join(functionsFolder, 'probe.mjs')] }, /`extensions` is ".*probe\.mjs"/],
    [{ extensions: [functionsFolder] }, /`extensions` is ".*functions"/],
    [{ extensions: [7] }, /`extensions` is 7/],
    [
      { layers: [join(functionsFolder, 'probe.mjs')] },
      /`layers` is ".*probe\.mjs"\. Give absolute paths of at most 5 folders/,
    ],
    [{ layers: Array.from({ length: 6 }, () => functionsFolder) }, /`layers` is an array/],
    [{ layers: ['.'] }, /`layers` is "\."/],
    [{ provisionedConcurrency: 11 }, /`provisionedConcurrency` is 11\. Give a whole number from 0 to 10/],
    [
      { provisionedConcurrency: 3, maxConcurrency: 2 },
      /`provisionedConcurrency` is 3\. Give a whole number from 0 to 2/,
    ],
    [{ concurrencyPerSandbox: 0 }, /`concurrencyPerSandbox` is 0/],
    [{ concurrencyPerSandbox: 2, provisionedConcurrency: 1 }, /`provisionedConcurrency` is 1\..*managed instances/i],
    [{ concurrencyPerSandbox: 2, freeze: true }, /`freeze` is true\..*never frozen/],
    [{ extension: [] }, /`extension` is an array\. Did you mean `extensions`/],
  ];

  for (const [options, message] of wrong) {
    assert.throws(() => deployFunction(options as Partial<FunctionOptions>), message, JSON.stringify(options));
  }
});

test.run();
