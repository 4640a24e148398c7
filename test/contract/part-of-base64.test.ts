import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { partOfBase64 } from '../../packages/contract/src/carrier/part-of-base64.ts';

const test = suite('contract / part-of-base64');

const bytes = Buffer.from(Array.from({ length: 20 }, (_, index) => index * 37));

for (let from = 0; from <= 4; from++) {
  test(`from byte ${from} on, up to any other`, () => {
    for (let length = from; length <= bytes.length; length++) {
      const whole = bytes.subarray(0, length);
      for (let to = from; to <= length; to++) {
        const part = partOfBase64(whole.toString('base64'), from, to);

        assert.is(part, whole.subarray(from, to).toString('base64'), `${from} to ${to} of ${length}`);
      }
    }
  });
}

test.run();
