import { chooseFormat, gzipFormat, jsonFormat, kplFormat, reasonForNoFormat } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { formats } from '../../packages/contract/src/carrier/formats.ts';
import { gzipPayloads } from '../support/gzip-payloads.ts';
import { jsonObjectPayloads } from '../support/json-payloads.ts';
import { kplPayloads } from '../support/kpl-payloads.ts';
import { otherPayloadsByReason } from '../support/other-payloads.ts';

const test = suite('contract / choose-format');

for (const [format, payloads] of [
  [jsonFormat, jsonObjectPayloads],
  [gzipFormat, gzipPayloads],
  [kplFormat, kplPayloads],
] as const) {
  for (const [what, payload] of Object.entries(payloads)) {
    test(`${what} is carried by the ${format.name} format, and by no other`, () => {
      const recognising = formats.filter((each) => each.recognises(payload));

      assert.is(chooseFormat(payload), format);
      assert.is(recognising.length, 1);
    });
  }
}

for (const [reason, payloads] of Object.entries(otherPayloadsByReason)) {
  for (const [what, payload] of Object.entries(payloads)) {
    test(`no format carries ${what}, because: ${reason}`, () => {
      assert.is(chooseFormat(payload), undefined);
      assert.is(reasonForNoFormat(payload), reason);
    });
  }
}

test('every format has a name of its own', () => {
  assert.is(new Set(formats.map(({ name }) => name)).size, formats.length);
});

test.run();
