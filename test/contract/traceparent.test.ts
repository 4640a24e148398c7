import { readTraceparent, writeTraceparent } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / traceparent');

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

test('writes version 00 with the flags as two hexadecimal digits', () => {
  const text = writeTraceparent({ traceId, spanId, traceFlags: 1 });

  assert.is(text, '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
});

test('writes one byte of flags, whatever it is given', () => {
  const text = writeTraceparent({ traceId, spanId, traceFlags: 0x1ff });

  assert.ok(text.endsWith('-ff'));
});

test('reads back what it wrote', () => {
  const fields = readTraceparent(writeTraceparent({ traceId, spanId, traceFlags: 0xab }));

  assert.equal(fields, { traceId, spanId, traceFlags: 0xab });
});

const invalid: Readonly<Record<string, string>> = {
  'an empty text': '',
  'another version': `01-${traceId}-${spanId}-01`,
  'upper case': `00-${traceId.toUpperCase()}-${spanId}-01`,
  'an all-zero trace id': `00-${'0'.repeat(32)}-${spanId}-01`,
  'an all-zero span id': `00-${traceId}-${'0'.repeat(16)}-01`,
  'a short trace id': `00-${traceId.slice(1)}-${spanId}-01`,
  'no flags': `00-${traceId}-${spanId}`,
  'something after the flags': `00-${traceId}-${spanId}-01-00`,
  'a line break after the flags': `00-${traceId}-${spanId}-01\n`,
  'white space before it': ` 00-${traceId}-${spanId}-01`,
};

for (const [what, text] of Object.entries(invalid)) {
  test(`calls ${what} invalid`, () => {
    const fields = readTraceparent(text);

    assert.is(fields, undefined);
  });
}

test.run();
