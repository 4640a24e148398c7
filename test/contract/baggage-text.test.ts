import { type BaggageEntry, readBaggage, writeBaggage } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / baggage-text');

const allowed = new Set(['tenant', 'region']);

test('writes the entries that are allowed, in order, and no others', () => {
  const text = writeBaggage(
    [
      ['region', 'eu-west-1'],
      ['userId', 'alice'],
      ['tenant', '7'],
    ],
    allowed,
  );

  assert.is(text, 'region=eu-west-1,tenant=7');
});

for (const [what, entries, keys] of [
  ['nothing is allowed', [['tenant', '7']], []],
  ['nothing that is there is allowed', [['userId', 'alice']], ['tenant']],
  ['there is nothing', [], ['tenant']],
  ['the key is no token', [['ten ant', '7']], ['ten ant']],
] as const) {
  test(`writes nothing at all where ${what}`, () => {
    assert.is(writeBaggage(entries as readonly BaggageEntry[], new Set<string>(keys)), undefined);
  });
}

for (const value of ['', 'a b', 'a,b;c=d', '100 %', '"quoted"\\', 'café 😀', '\n\u0000']) {
  test(`the value ${JSON.stringify(value)} comes back, written in printable ASCII`, () => {
    const text = writeBaggage([['tenant', value]], allowed) ?? '';

    assert.match(text, /^tenant=[!-~]*$/);
    assert.not.match(text, /["\\,;]/);
    assert.equal(readBaggage(text, allowed), [['tenant', value]]);
  });
}

test('half a character is written as the replacement character, and nothing throws', () => {
  const text = writeBaggage([['tenant', 'a\ud800']], allowed) ?? '';

  assert.equal(readBaggage(text, allowed), [['tenant', 'a\ufffd']]);
});

test('reads only what is allowed', () => {
  assert.equal(readBaggage('userId=alice,tenant=7', allowed), [['tenant', '7']]);
  assert.equal(readBaggage('userId=alice,tenant=7', new Set()), []);
});

test('white space around keys and values is not part of them, and properties are left out', () => {
  const entries = readBaggage(' tenant = 7 ;secret=1;x , region=eu%2Dwest-1', allowed);

  assert.equal(entries, [
    ['tenant', '7'],
    ['region', 'eu-west-1'],
  ]);
});

test('what stands behind the first equals sign is the value', () => {
  assert.equal(readBaggage('tenant=a=b', allowed), [['tenant', 'a=b']]);
});

test('a stray percent sign stays as it is', () => {
  assert.equal(readBaggage('tenant=100%,region=%zz', allowed), [
    ['tenant', '100%'],
    ['region', '%zz'],
  ]);
});

for (const text of ['', ',', ';', 'tenant', '=7', ' =7', 'tenant;=7', ',,,', '%']) {
  test(`reads nothing from ${JSON.stringify(text)}`, () => {
    assert.equal(readBaggage(text, allowed), []);
  });
}

test.run();
