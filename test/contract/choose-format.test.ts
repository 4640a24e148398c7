import { chooseFormat, jsonFormat } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { otherPayloads } from '../support/json-payloads.ts';

const test = suite('contract / choose-format');

test('a JSON object is carried by the JSON format', () => {
  const format = chooseFormat(Buffer.from('{"a":1}'));

  assert.is(format, jsonFormat);
});

for (const [what, payload] of Object.entries(otherPayloads)) {
  test(`no format carries ${what}`, () => {
    const format = chooseFormat(payload);

    assert.is(format, undefined);
  });
}

test.run();
