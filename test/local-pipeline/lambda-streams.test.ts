import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { resultFromBody } from '../../packages/local-pipeline/src/lambda/invoke-result.ts';
import { deployFunction, failureOf, stopFunctions } from '../support/local-lambda.ts';

const test = suite('local-pipeline / lambda-streams');

test.after.each(stopFunctions);

for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
  test(`${runtime}: a streamed answer is the answer, and an empty one is null`, async () => {
    const answers = [];

    for (const name of ['json', 'nothing']) {
      const { local } = deployFunction({ runtime, handler: `streams.${name}` });
      answers.push(await local.invoke({ id: 1 }));
    }

    assert.equal(answers, [
      { ok: true, payload: { streamed: { id: 1 } } },
      { ok: true, payload: null },
    ]);
  });

  test(`${runtime}: a streamed answer that is no JSON fails its invocation, and the sandbox goes on`, async () => {
    const { local, linesWith } = deployFunction({ runtime, handler: 'streams.text', maxConcurrency: 1 });

    const results = [await local.invoke({}), await local.invoke({})];

    for (const result of results) {
      const { errorType, errorMessage } = failureOf(result);
      assert.is(errorType, 'Function.InvalidResponse');
      assert.match(errorMessage, 'is not JSON');
    }
    assert.is(local.coldStarts, 1, linesWith('').join('\n'));
  });

  test(`${runtime}: a stream that fails in its middle fails as what was thrown`, async () => {
    const { local } = deployFunction({ runtime, handler: 'streams.half' });

    const { errorType, errorMessage } = failureOf(await local.invoke({}));

    assert.equal([errorType, errorMessage], ['TypeError', 'in the middle']);
  });
}

for (const body of ['not JSON', '{"half":', '\u0000', '[1,]', 'NaN', '{"a":1} trailing']) {
  test(`the body ${JSON.stringify(body)} is a failure, and is not thrown`, () => {
    const result = resultFromBody(body);

    assert.is(failureOf(result).errorType, 'Function.InvalidResponse');
  });
}

test.run();
