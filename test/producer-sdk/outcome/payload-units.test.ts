import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { payloadUnits } from '../../../packages/producer-sdk/src/outcome/payload-units.ts';
import { outcomeOfOutput } from '../../../packages/producer-sdk/src/outcome/put-outcome.ts';
import { createPutThrough, rejecting } from '../../support/put-through.ts';

const test = suite('producer-sdk / payload-units');

const unit = 25 * 1_024;

for (const [bytes, units] of [
  [0, 1],
  [1, 1],
  [unit, 1],
  [unit + 1, 2],
  [4 * unit, 4],
] as const) {
  test(`a record of ${bytes} bytes is ${units} units`, () => {
    assert.is(payloadUnits([bytes], outcomeOfOutput({}, 1)), units);
  });
}

test('rejected records cost nothing', () => {
  const codes = [undefined, 'InternalFailure', undefined];

  const units = payloadUnits(
    [1, 9 * unit, unit + 1],
    outcomeOfOutput({ Records: codes.map((ErrorCode) => ({ ErrorCode })) }, 3),
  );

  assert.is(units, 3);
});

test('a record is billed as it was sent, its context included', async () => {
  const { put, sum } = createPutThrough({}, () => rejecting(4, 3));
  const [full, overfull] = [unit - 105, unit - 104].map((bytes) => `{"a":"${'x'.repeat(bytes - 8)}"}`);

  await put([{ Data: full }, { Data: overfull }, { Data: 'é'.repeat(unit / 2) }, { Data: '{}' }]);

  assert.is(await sum('PutPayloadUnits'), 1 + 2 + 1);
});

test.run();
