import { jsonFormat } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { jsonObjectPayloads, otherPayloads } from '../support/json-payloads.ts';
import { sampleCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('contract / json-format');

for (const [what, payload] of Object.entries(jsonObjectPayloads)) {
  test(`carries context through ${what}, which comes back byte for byte`, () => {
    const before = Buffer.from(payload);

    const stamped = jsonFormat.write(payload, sampleCarrier);
    const taken = jsonFormat.take(Buffer.from(stamped));

    assert.ok(jsonFormat.recognises(payload));
    assert.ok(payload.equals(before), 'the input is as it was');
    assert.is(stamped.length, payload.length + 105);
    assert.is(taken.outcome, 'extracted');
    assert.equal(taken.outcome === 'extracted' && taken.carrier, sampleCarrier);
    assert.ok(before.equals(taken.payload));
  });
}

for (const [what, payload] of Object.entries(otherPayloads)) {
  test(`does not recognise ${what}`, () => {
    const isRecognised = jsonFormat.recognises(payload);

    assert.is(isRecognised, false);
  });

  test(`takes nothing out of ${what}`, () => {
    const owned = Buffer.from(payload);

    const taken = jsonFormat.take(owned);

    assert.equal([taken.outcome, taken.payload === owned], ['missing', true]);
    assert.ok(owned.equals(payload));
  });
}

for (const [what, text] of Object.entries({ 'a full': '{"a":[1.0]}', 'an empty': '{}', 'a blank': '{ }' })) {
  test(`${what} object stays JSON with one more member, the first`, () => {
    const stamped = Buffer.from(jsonFormat.write(Buffer.from(text), sampleCarrier)).toString();

    const { traceparent, sentAtMs: sentAt } = sampleCarrier;
    assert.equal(JSON.parse(stamped), { _otel: { traceparent, sentAt }, ...JSON.parse(text) });
    assert.ok(stamped.startsWith('{"_otel":{"traceparent":"'));
  });
}

test('what differs from the head of a carrier in its first character is none', () => {
  const owned = Buffer.from(stampJson('{}').toString().replace('"_otel', "'_otel"));

  const taken = jsonFormat.take(owned);

  assert.is(taken.outcome, 'missing');
});

const larger = Uint8Array.from(Buffer.from('xxxx{"a":1}yy'));

for (const [what, view] of Object.entries({
  'a Uint8Array': larger.slice(4, 11),
  'a view into a larger Uint8Array': larger.subarray(4, 11),
  'a Buffer over part of an ArrayBuffer': Buffer.from(larger.buffer, 4, 7),
})) {
  test(`${what} is read and taken within its own bounds`, () => {
    const stamped = jsonFormat.write(view, sampleCarrier);
    const around = Uint8Array.from([...Buffer.from('<<'), ...stamped, ...Buffer.from('>>')]);
    const taken = jsonFormat.take(around.subarray(2, -2));

    assert.is(Buffer.from(taken.payload).toString(), '{"a":1}');
    assert.is(Buffer.from(larger).toString(), 'xxxx{"a":1}yy');
    assert.is(Buffer.from(around.subarray(0, 2)).toString(), '<<');
    assert.is(Buffer.from(around.subarray(-2)).toString(), '>>');
  });
}

test('a payload stamped twice gives back its carriers one by one, the latest first', () => {
  const older = { ...sampleCarrier, sentAtMs: 1_732_287_000_000 };

  const stampedTwice = jsonFormat.write(jsonFormat.write(Buffer.from('{"a":1}'), older), sampleCarrier);
  const first = jsonFormat.take(Buffer.from(stampedTwice));
  const second = jsonFormat.take(Buffer.from(first.payload));

  assert.equal(first.outcome === 'extracted' && first.carrier, sampleCarrier);
  assert.equal(second.outcome === 'extracted' && second.carrier, older);
  assert.is(Buffer.from(second.payload).toString(), '{"a":1}');
});

test('64 bytes of white space are looked over at either end', () => {
  const payload = Buffer.from(`${' '.repeat(64)}{${'\n'.repeat(64)}"a":1}${' '.repeat(63)}`);

  const taken = jsonFormat.take(Buffer.from(jsonFormat.write(payload, sampleCarrier)));

  assert.ok(jsonFormat.recognises(payload));
  assert.ok(payload.equals(taken.payload));
});

test.run();
