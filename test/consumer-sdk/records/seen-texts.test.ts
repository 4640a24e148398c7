import { writeTraceparent } from '@kinesis-otel/contract';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createSeenTexts } from '../../../packages/consumer-sdk/src/records/seen-texts.ts';

const test = suite('consumer-sdk / seen-texts');

/** Few trace ids and fewer span ids, so that equal ones and ones that end alike are frequent. */
const traceparents = fc
  .record({ trace: fc.nat(9), span: fc.constantFrom(1, 2, 0x10_0001, 0x20_0001), traceFlags: fc.nat(1) })
  .map(({ trace, span, traceFlags }) =>
    writeTraceparent({
      traceId: trace.toString(16).padStart(32, 'a'),
      spanId: span.toString(16).padStart(16, 'b'),
      traceFlags,
    }),
  );

test('a text is new once, as in a set, whichever share their digits', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(traceparents, fc.string()), { maxLength: 60 }), (texts) => {
      const seen = createSeenTexts(texts.length);
      const known = new Set<string>();

      for (const text of texts) {
        const isNew = seen.isNew(text);

        assert.is(isNew, !known.has(text));
        known.add(text);
      }
    }),
  );
});

test('room for too few is too little for speed only', () => {
  const seen = createSeenTexts(0);
  const texts = Array.from({ length: 300 }, (_, index) => `${index}`.padStart(16, '0').concat('-01'));

  const firstTime = texts.filter((text) => seen.isNew(text));
  const secondTime = texts.filter((text) => seen.isNew(text));

  assert.equal([firstTime.length, secondTime.length], [300, 0]);
});

test.run();
