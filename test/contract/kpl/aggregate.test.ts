import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isAggregate, messageOf, recordFieldsOf, sealAggregate } from '../../../packages/contract/src/kpl/aggregate.ts';
import { invalidKplPayloads, kplPayloads } from '../../support/kpl-payloads.ts';
import { aggregateOf, lengthField, numberField, userRecord } from '../../support/protobuf-bytes.ts';

const test = suite('contract / kpl / aggregate');

for (const [what, payload] of Object.entries(kplPayloads)) {
  test(`${what} is one, and is sealed again as it was`, () => {
    assert.ok(isAggregate(payload));
    assert.ok(payload.equals(sealAggregate(messageOf(payload))));
  });
}

for (const [what, payload] of Object.entries({ ...invalidKplPayloads, nothing: Buffer.alloc(0) })) {
  test(`${what} is none`, () => {
    assert.is(isAggregate(payload), false);
  });
}

test('one byte changed anywhere makes it none', () => {
  const payload = aggregateOf(lengthField(1, 'k'), userRecord(0, '1'));

  for (let at = 0; at < payload.length; at++) {
    const changed = Buffer.from(payload);
    changed[at] = Number(changed[at]) ^ 0x10;

    assert.is(isAggregate(changed), false, String(at));
  }
});

test('its message is a view, not a copy', () => {
  const payload = aggregateOf(userRecord(0, '1'));

  const message = messageOf(payload);

  assert.is(message.buffer, payload.buffer);
  assert.is(message.byteOffset, payload.byteOffset + 4);
});

test('finds its records among other fields', () => {
  const message = Buffer.concat([userRecord(0, '1'), lengthField(1, 'k'), numberField(9, 1), userRecord(0, '22')]);

  const fields = recordFieldsOf(message);

  assert.equal(
    fields?.map(({ start }) => start),
    [0, userRecord(0, '1').length + 5],
  );
});

for (const [what, message] of Object.entries({
  'a record that is a number': numberField(3, 1),
  'what is no message': Buffer.from('no message'),
})) {
  test(`finds no records in ${what}`, () => {
    assert.is(recordFieldsOf(message), undefined);
  });
}

test.run();
