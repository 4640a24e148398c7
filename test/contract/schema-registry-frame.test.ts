import { isCompressed, messageStart } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compressedGlue, frames, noFrames } from '../support/protobuf-payloads.ts';

const test = suite('contract / schema-registry-frame');

for (const [what, head] of Object.entries(frames)) {
  const frame = what.startsWith('glue') ? 'glue' : 'confluent';

  test(`the message stands behind the frame of ${what}`, () => {
    assert.is(messageStart(Buffer.concat([head, Buffer.from([0x08, 0x01])]), frame), head.length);
  });

  test(`an empty message stands behind the frame of ${what}`, () => {
    assert.is(messageStart(head, frame), head.length);
  });
}

for (const [frame, payloads] of Object.entries(noFrames)) {
  for (const [what, payload] of Object.entries(payloads)) {
    test(`${what} is no frame of ${frame}`, () => {
      assert.is(messageStart(payload, frame as 'glue'), undefined);
      assert.is(isCompressed(payload, frame as 'glue'), false);
    });
  }
}

test('without a frame the message stands at the beginning', () => {
  assert.equal([messageStart(frames.glue, 'none'), messageStart(Buffer.alloc(0), 'none')], [0, 0]);
});

test('only Glue says that a message is compressed', () => {
  const compressed = (['glue', 'confluent', 'none'] as const).map((frame) => isCompressed(compressedGlue, frame));

  assert.equal(compressed, [true, false, false]);
  assert.is(isCompressed(frames.glue, 'glue'), false);
  assert.is(messageStart(compressedGlue, 'glue'), undefined);
});

test.run();
