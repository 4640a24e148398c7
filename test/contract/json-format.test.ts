import { jsonFormat } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { jsonObjectPayloads } from '../support/json-payloads.ts';
import { otherPayloads } from '../support/other-payloads.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { sampleCarrier, stamp } from '../support/sample-carrier.ts';

const test = suite('contract / json-format');

for (const [what, payload] of Object.entries(jsonObjectPayloads)) {
  test(`recognises ${what}, and makes it 105 bytes longer`, () => {
    const before = Buffer.from(payload);

    const stamped = jsonFormat.write(payload, sampleCarrier);

    assert.ok(jsonFormat.recognises(payload));
    assert.ok(payload.equals(before), 'the input is as it was');
    assert.is(stamped?.length, payload.length + 105);
  });
}

for (const [what, payload] of Object.entries(otherPayloads)) {
  test(`does not recognise ${what}`, () => {
    const isRecognised = jsonFormat.recognises(payload);

    assert.is(isRecognised, false);
  });
}

const fragment =
  '"_otel":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123';

for (const [payload, expected] of [
  ['{"a":[1.0]}', `{${fragment}},"a":[1.0]}`],
  [' \n{ "a":1 }\n', ` \n{${fragment}}, "a":1 }\n`],
  ['\ufeff{"a":1}', `\ufeff{${fragment}},"a":1}`],
  ['{}', `{${fragment} }}`],
  ['{ \n}', `{${fragment} } \n}`],
  ['{}\n{"b":2}', `{${fragment} }}\n{"b":2}`],
] as const) {
  test(`${JSON.stringify(payload)} gets the fragment of the specification behind its brace`, () => {
    const stamped = stamp(payload).toString();

    assert.is(stamped, expected);
  });
}

test('whatever the carrier, a payload grows by a multiple of 3', () => {
  for (let length = 1; length < 40; length++) {
    for (const payload of ['{"a":1}', '{}']) {
      const stamped = stamp(payload, { tracestate: 'x'.repeat(length), ...(length % 2 ? { createdAtMs: 1 } : {}) });

      assert.is((stamped.length - payload.length) % 3, 0, stamped.toString());
    }
  }
});

test('a payload stamped twice gives back its carriers one by one, the latest first', () => {
  const older = { ...sampleCarrier, sentAtMs: 1_732_287_000_000 };

  const first = readBothWays(stamp(stamp('{"a":1}', older)));
  const second = readBothWays(first.payload);

  assert.equal(first.carriers, [sampleCarrier]);
  assert.equal(second.carriers, [older]);
  assert.is(second.payload.toString(), '{"a":1}');
});

for (const [what, payload] of Object.entries({
  '64 bytes of white space before, 64 in front of the first member and 63 behind': `${' '.repeat(64)}{${'\n'.repeat(64)}"a":1}${' '.repeat(63)}`,
  'a byte order mark and 64 bytes of white space before, and 64 within': `\ufeff${' '.repeat(64)}{${'\t'.repeat(64)}}`,
})) {
  test(`${what} are looked over`, () => {
    const longest = { tracestate: '"'.repeat(512), baggage: 'b'.repeat(500) };

    const read = [stamp(payload), stamp(payload, longest)].map(readBothWays);

    assert.ok(jsonFormat.recognises(Buffer.from(payload)));
    assert.equal(
      read.map((each) => [each.payload.toString(), each.carriers[0]]),
      [
        [payload, sampleCarrier],
        [payload, { ...sampleCarrier, ...longest }],
      ],
    );
  });
}

const padded = (bytesBefore: number, then: readonly number[]): Buffer => {
  const before = Buffer.from(`{"a":"${'x'.repeat(bytesBefore - 6)}`);
  return Buffer.concat([before, Buffer.from(then), Buffer.from('"}')]);
};

for (const [what, payload, recognised] of [
  ['a byte that is not UTF-8, the 32nd,', padded(31, [0xff]), false],
  ['a byte that is not UTF-8, the 33rd,', padded(32, [0xff]), true],
  ['a character that the 32nd byte begins', padded(31, [0xf0, 0x9f, 0x98, 0x80]), true],
  ['a character that the 32nd byte cuts in two', padded(30, [0xf0, 0x9f, 0x98, 0x80]), true],
  ['a character that the 32nd byte ends', padded(28, [0xf0, 0x9f, 0x98, 0x80]), true],
  ['half a character before the 32nd byte', padded(28, [0xf0, 0x9f, 0x98, 0x22]), false],
] as const) {
  test(`${what} ${recognised ? 'is no fault' : 'is no JSON'}`, () => {
    assert.is(jsonFormat.recognises(payload), recognised);
  });
}

const stamped = stamp('{"a":1}').toString();

const invalid: Readonly<Record<string, string>> = {
  'is cut off inside the traceparent': stamped.slice(0, 40),
  'is cut off before its comma': stamped.slice(0, 105),
  'has a traceparent of another version': stamped.replace('"00-', '"ff-'),
  'has no time of sending': stamped.replace('sentAt', 'sentat'),
  'has something else than a comma behind it': stamped.replace('},"a"', '}x"a"'),
  'has a space before its comma': stamped.replace('},"a"', '} ,"a"'),
  'never ends': `${stamped.slice(0, 100)}${'"x":1,'.repeat(2_000)}`,
  'ends behind the last byte that is looked at': stamped.replace('},"a"', `${' '.repeat(2_304 - 105)}},"a"`),
};

for (const [what, text] of Object.entries(invalid)) {
  test(`a carrier that ${what} is invalid, and stays where it is`, () => {
    const read = readBothWays(Buffer.from(text));

    assert.equal([read.outcome, read.payload.toString()], ['invalid', text]);
  });
}

test('a carrier that ends with the last byte that is looked at is taken', () => {
  const text = stamped.replace('},"a"', `${' '.repeat(2_304 - 106)}},"a"`);

  const read = readBothWays(Buffer.from(text));

  assert.equal([read.outcome, read.payload.toString()], ['extracted', '{"a":1}']);
});

for (const text of [
  '{"_otel":{"traceparent":null},"a":1}',
  '{"_otel":{"tracestate":"a=1"},"a":1}',
  '{"_otel":"mine","a":1}',
  '{"a":1,"_otel":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123}}',
  '{ "_otel":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123},"a":1}',
  '[{"_otel":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","sentAt":1732287000123}}]',
]) {
  test(`${text.slice(0, 40)}… is the user’s own: missing, not invalid`, () => {
    const read = readBothWays(Buffer.from(text));

    assert.equal([read.outcome, read.payload.toString()], ['missing', text]);
  });
}

test.run();
