import { resourceAttribute, type Variables, written } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / variables');

for (const [value, expected] of [
  [undefined, undefined],
  ['', undefined],
  ['  ', undefined],
  [' a ', 'a'],
] as const) {
  test(`${JSON.stringify(value)} is ${expected === undefined ? 'nothing written' : `'${expected}'`}`, () => {
    assert.is(written(value), expected);
  });
}

const cases: readonly (readonly [list: string | undefined, expected: string | undefined])[] = [
  [undefined, undefined],
  ['service.name=orders', 'orders'],
  ['a=b, service.name = my%20orders ', 'my orders'],
  ['service.name=100%', '100%'],
  ['service.name=', undefined],
  ['other.service.name=orders', undefined],
  [',,=,a', undefined],
];

for (const [list, expected] of cases) {
  test(`the service's name in ${JSON.stringify(list)} is ${expected}`, () => {
    const variables: Variables = { OTEL_RESOURCE_ATTRIBUTES: list };

    assert.is(resourceAttribute(variables, 'service.name'), expected);
  });
}

test.run();
