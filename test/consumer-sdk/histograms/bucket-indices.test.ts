import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bucketIndices } from '../../../packages/consumer-sdk/src/histograms/bucket-indices.ts';

const test = suite('consumer-sdk / bucket-indices');

test('a value lies in the bucket its logarithm says, but for what rounding decides', () => {
  const values = fc.array(fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.integer({ min: -10, max: 20 }), (all, scale) => {
      const indices = bucketIndices(Float64Array.from(all), 2 ** scale);

      for (const [at, value] of all.entries()) {
        const exact = Math.log2(Math.max(value, 2 ** -1022)) * 2 ** scale;
        const index = indices[at] ?? Number.NaN;
        assert.ok(exact > index - 1e-5 && exact <= index + 1 + 1e-5, `${value} at scale ${scale} is not in ${index}`);
      }
    }),
  );
});

test('a power of 2 is the last value of its bucket, at every scale', () => {
  const exponents = Array.from({ length: 2_046 }, (_, index) => index - 1_022);
  const powers = Float64Array.from(exponents, (exponent) => 2 ** exponent);
  for (const factor of [1, 2, 2 ** 10, 2 ** 20]) {
    const indices = bucketIndices(powers, factor);

    assert.equal(
      [...indices],
      exponents.map((exponent) => exponent * factor - 1),
    );
  }
});

test('a part of an array is read from where it begins', () => {
  const all = Float64Array.of(1_000, 3, 1_000);

  assert.equal([...bucketIndices(all.subarray(1, 2), 1)], [1]);
});

test.run();
