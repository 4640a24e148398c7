import { isMessage } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noMessages, protobufMessages } from '../../support/protobuf-payloads.ts';

const test = suite('contract / kpl / is-message');

for (const [what, bytes] of Object.entries(protobufMessages)) {
  test(`${what} is one`, () => {
    assert.is(isMessage(bytes, 0), true);
  });

  test(`${what} is one behind other bytes`, () => {
    assert.is(isMessage(Buffer.concat([Buffer.from([0xff, 0xff]), bytes]), 2), true);
  });
}

for (const [what, bytes] of Object.entries(noMessages)) {
  test(`${what} is none`, () => {
    assert.is(isMessage(bytes, 0), false);
  });
}

test('groups are followed as deep as they go', () => {
  const deep = Buffer.concat([Buffer.alloc(100_000, 0x0b), Buffer.alloc(100_000, 0x0c)]);

  assert.is(isMessage(deep, 0), true);
  assert.is(isMessage(deep.subarray(1), 0), false);
});

test.run();
