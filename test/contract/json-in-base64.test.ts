import { type Carrier, hashTraceparent, type JsonInBase64, readBase64, readJsonInBase64 } from '@kinesis-otel/contract';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { numberedCarrier, sampleCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('contract / json-in-base64');

/** Long enough for the usual head, in every alignment of its end. */
const payloads = ['', 'a', 'ab'].map((more) => JSON.stringify({ order: 'x'.repeat(60) + more }));

/** What is in it, as plain values. */
function plainOf({ traceparent, sentAtMs, createdAtMs }: Carrier): Carrier {
  return createdAtMs === undefined ? { traceparent, sentAtMs } : { traceparent, sentAtMs, createdAtMs };
}

const created = { ...sampleCarrier, createdAtMs: 1_732_286_999_000 };

for (const payload of payloads) {
  for (const carrier of [sampleCarrier, created]) {
    test(`${Object.keys(carrier).join(', ')} before ${payload.length} bytes are what was written`, () => {
      const text = stampJson(payload, carrier).toString('base64');

      const found = readJsonInBase64(text);

      assert.equal(found && plainOf(found), carrier);
      assert.equal({ outcome: 'extracted', carriers: [carrier], restoration: found?.restoration }, readBase64(text));
    });
  }
}

test('whether it is sampled, and its hash, are those of its traceparent', () => {
  const texts = ['00', '01', '02', '0b', 'fe', 'ff'].map((flags) => sampleCarrier.traceparent.slice(0, -2) + flags);
  for (const traceparent of texts) {
    const found = readJsonInBase64(stampJson(payloads[0] ?? '', { traceparent }).toString('base64'));

    assert.is(found?.isSampled, (Number.parseInt(traceparent.slice(-1), 16) & 1) === 1, traceparent);
    assert.is(found?.hash, hashTraceparent(traceparent));
  }
});

test('two have one context where their traceparents are the same, whatever else they carry', () => {
  const read = (carrier: Partial<Carrier>): JsonInBase64 => {
    const found = readJsonInBase64(stampJson(payloads[1] ?? '', carrier).toString('base64'));
    if (found === undefined) throw new Error('no carrier');
    return found;
  };

  const one = read(numberedCarrier(1, 1));

  assert.ok(one.hasContextOf(read({ ...numberedCarrier(1, 1), sentAtMs: 1_799_999_999_999 })));
  for (const other of [numberedCarrier(2, 1), numberedCarrier(1, 2), numberedCarrier(1, 1, '00')]) {
    assert.not.ok(one.hasContextOf(read(other)));
  }
});

const stamped = stampJson(payloads[0] ?? '', created);

test('whatever one byte is put for another, it finds what is found by decoding, or nothing', () => {
  for (let at = 0; at < 140; at++) {
    for (let byte = 0; byte < 256; byte++) {
      const damaged = Buffer.from(stamped);
      damaged[at] = byte;
      checkAgainstDecoding(damaged.toString('base64'));
    }
  }
});

test('of any text it finds what is found by decoding, or nothing', () => {
  const text = stamped.toString('base64');
  const edits = fc.array(fc.tuple(fc.nat(text.length), fc.constantFrom('', ' ', '\n', '=', '-', '_', '+', 'é', 'A')), {
    maxLength: 3,
  });
  fc.assert(
    fc.property(edits, fc.nat(text.length), (all, length) => {
      let damaged = text;
      for (const [at, put] of all) damaged = damaged.slice(0, at) + put + damaged.slice(at + 1);

      checkAgainstDecoding(damaged);
      checkAgainstDecoding(damaged.slice(0, length));
    }),
    { numRuns: 3_000 },
  );
});

function checkAgainstDecoding(text: string): void {
  const found = readJsonInBase64(text);
  if (found === undefined) return;
  // The decoder takes the alphabet of URLs too, in which no carrier differs.
  const decoded = readBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
  assert.equal(decoded.outcome === 'extracted' && decoded.carriers, [plainOf(found)], text);
}

for (const [what, text] of [
  ['a payload without context', Buffer.from(payloads[0] ?? '').toString('base64')],
  ['a payload that is shorter than the usual head', stampJson('{}').toString('base64')],
  ['a carrier behind white space', stampJson(` ${payloads[0]}`).toString('base64')],
  ['a carrier with a tracestate', stampJson(payloads[0] ?? '', { tracestate: 'a=1' }).toString('base64')],
  ['an empty text', ''],
] as const) {
  test(`${what} is left to readBase64`, () => {
    assert.is(readJsonInBase64(text), undefined);
  });
}

test.run();
