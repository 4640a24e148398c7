import type { Carrier } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { paddingFor, readCarrierObject, writeMembers } from '../../packages/contract/src/carrier/carrier-members.ts';
import { sampleCarrier } from '../support/sample-carrier.ts';

const test = suite('contract / carrier-members');

const { traceparent } = sampleCarrier;
const whole = `{"traceparent":"${traceparent}","sentAt":1732287000123}`;

function writtenAndRead(carrier: Carrier): Carrier | undefined {
  return readCarrierObject(`{${writeMembers(carrier)}}`);
}

test('the plain members are those of the specification', () => {
  const members = writeMembers(sampleCarrier);

  assert.is(`{${members}}`, whole);
  assert.is(members.length, 94);
});

test('all members stand in the order of the specification', () => {
  const members = writeMembers({
    fields: { 'x-b3-traceid': 'f', b3: '0' },
    baggage: 'tenant=1',
    tracestate: 'rojo=1',
    createdAtMs: 1_732_286_999_000,
    ...sampleCarrier,
  });

  assert.equal(Object.keys(JSON.parse(`{${members}}`)), [
    'traceparent',
    'sentAt',
    'createdAt',
    'tracestate',
    'baggage',
    'x-b3-traceid',
    'b3',
  ]);
});

for (const digits of [1, 12, 13, 14, 16]) {
  test(`a time of ${digits} digits comes back`, () => {
    const carrier = { ...sampleCarrier, sentAtMs: Number('1'.repeat(digits)), createdAtMs: Number('2'.repeat(digits)) };

    const read = writtenAndRead({ ...carrier, createdAtMs: Math.min(carrier.createdAtMs, Number.MAX_SAFE_INTEGER) });

    assert.is(read?.sentAtMs, carrier.sentAtMs);
    assert.is(String(read?.createdAtMs).length, digits);
  });
}

const values: Readonly<Record<string, string>> = {
  'an ordinary one': 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
  'a closing brace': 'a=}},"_otel":{',
  'a quotation mark': 'a="quoted"',
  'a backslash at the end': 'a=\\',
  'a backslash before a quotation mark': 'a=\\"}',
  'the longest one taken': `a=${'x'.repeat(510)}`,
  '512 characters that all need an escape': '"'.repeat(512),
};

for (const [what, value] of Object.entries(values)) {
  test(`as tracestate, baggage and field, ${what} comes back as it was`, () => {
    const withOne = (each: Partial<Carrier>) => writtenAndRead({ ...sampleCarrier, ...each });

    assert.is(withOne({ tracestate: value })?.tracestate, value);
    assert.is(withOne({ baggage: value })?.baggage, value);
    assert.equal(withOne({ fields: { [value.slice(0, 100)]: value } })?.fields, { [value.slice(0, 100)]: value });
  });
}

const refused: Readonly<Record<string, string>> = {
  'not ASCII': 'a=é',
  'with a line break': 'a=1\n',
  'with a control character': 'a=\u0001',
  'with a deleted character': 'a=\u007f',
  'with half a character': 'a=\ud800',
};

for (const [what, value] of Object.entries(refused)) {
  test(`what is ${what} is left out, and the rest stays`, () => {
    const read = writtenAndRead({
      ...sampleCarrier,
      tracestate: value,
      baggage: value,
      fields: { a: value, [value]: 'b' },
    });

    assert.equal(read, sampleCarrier);
  });
}

test('a tracestate beyond 512 characters is left out, baggage of that length is not', () => {
  const value = `a=${'x'.repeat(511)}`;

  const read = writtenAndRead({ ...sampleCarrier, tracestate: value, baggage: value });

  assert.equal(read, { ...sampleCarrier, baggage: value });
});

test('what is empty is left out, but for a field of another propagator', () => {
  const read = writtenAndRead({ ...sampleCarrier, tracestate: '', baggage: '', fields: { debug: '' } });

  assert.equal(read, { ...sampleCarrier, fields: { debug: '' } });
});

test('a field cannot take the place of a member of ours', () => {
  const own = ['traceparent', 'tracestate', 'sentAt', 'createdAt', 'baggage', '__proto__'];
  const fields = Object.fromEntries([...own, 'b3'].map((name) => [name, 'x']));

  const read = writtenAndRead({ ...sampleCarrier, fields });

  assert.equal(read, { ...sampleCarrier, fields: { b3: 'x' } });
});

const long: Carrier = {
  ...sampleCarrier,
  tracestate: `t=${'x'.repeat(500)}`,
  baggage: `b=${'y'.repeat(1_000)}`,
  fields: { first: 'z'.repeat(300), second: 'z'.repeat(100), third: '' },
};

test('2,000 characters are kept; beyond them, fields that do not fit are left out', () => {
  const members = writeMembers(long);
  const read = readCarrierObject(`{${members}}`);

  assert.ok(members.length <= 2_000, String(members.length));
  assert.equal(read, { ...long, fields: { first: long.fields?.first, third: '' } });
});

test('baggage is left out before the tracestate', () => {
  const read = writtenAndRead({ ...long, baggage: `b=${'y'.repeat(1_400)}`, fields: {} });

  assert.equal(read, { ...sampleCarrier, tracestate: long.tracestate });
});

test('members of exactly 2,000 characters are kept, one more is not', () => {
  const room = 2_000 - writeMembers(sampleCarrier).length - ',"baggage":""'.length;

  const [fits, tooLong] = [room, room + 1].map((length) =>
    writeMembers({ ...sampleCarrier, baggage: 'b'.repeat(length) }),
  );

  assert.is(fits?.length, 2_000);
  assert.is(tooLong, writeMembers(sampleCarrier));
});

test('reads what another writer may add: white space, and members that are not known', () => {
  const text = `{"traceparent":"${traceparent}" ,\n"later":{"a":["}"]},"n":1, "sentAt" : 1732287000123, "b3":"0"  }`;

  const read = readCarrierObject(text);

  assert.equal(read, { ...sampleCarrier, fields: { b3: '0' } });
});

const invalid: Readonly<Record<string, string>> = {
  nothing: '',
  'an empty object': '{}',
  'an array': `[${whole}]`,
  null: 'null',
  'an empty traceparent': whole.replace(traceparent, ''),
  'a traceparent of another version': whole.replace('"00-', '"01-'),
  'a traceparent in upper case': whole.replace('4bf9', '4BF9'),
  'a traceparent with something behind it': whole.replace('-01"', '-01-x"'),
  'an all-zero trace id': whole.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32)),
  'an all-zero span id': whole.replace('00f067aa0ba902b7', '0'.repeat(16)),
  'no time of sending': whole.replace(',"sentAt":1732287000123', ''),
  'a time that is text': whole.replace('1732287000123', '"1732287000123"'),
  'a time of zero': whole.replace('1732287000123', '0'),
  'a time before 1970': whole.replace('1732287000123', '-1'),
  'a time with a fraction': whole.replace('1732287000123', '1732287000123.5'),
  'a time beyond 2^53': whole.replace('1732287000123', '9007199254740993'),
  'a time in a __proto__ member': whole.replace('"sentAt":1732287000123', '"__proto__":{"sentAt":1732287000123}'),
  'a traceparent that is not the first member': `{"sentAt":1732287000123,"traceparent":"${traceparent}"}`,
  'a space before its first member': whole.replace('{', '{ '),
  'a space behind its brace': `${whole} `,
  'what is not JSON': whole.replace('"sentAt"', 'sentAt'),
  'what is longer than 2,304 characters': whole.replace('}', `${' '.repeat(2_304 - whole.length + 1)}}`),
};

for (const [what, text] of Object.entries(invalid)) {
  test(`calls ${what} no carrier`, () => {
    const read = readCarrierObject(text);

    assert.is(read, undefined);
  });
}

test('leaves out members of a wrong type, and keeps the rest', () => {
  const text = whole.replace('}', ',"createdAt":"soon","tracestate":1,"baggage":null,"__proto__":"x","b3":[]}');

  const read = readCarrierObject(text);

  assert.equal(read, sampleCarrier);
});

test('of a member that comes twice the last counts', () => {
  const read = readCarrierObject(whole.replace('}', ',"sentAt":1732287000999}'));

  assert.is(read?.sentAtMs, 1_732_287_000_999);
});

test('padding fills a length up to a multiple of 3', () => {
  const lengths = [0, 1, 2, 3, 104].map((length) => paddingFor(length).length);

  assert.equal(lengths, [0, 2, 1, 0, 1]);
});

test.run();
