import { copyRestored, readBytes, restoreBytes } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads } from '../support/gzip-payloads.ts';
import { jsonObjectPayloads } from '../support/json-payloads.ts';
import { kplPayloads } from '../support/kpl-payloads.ts';
import { otherPayloads } from '../support/other-payloads.ts';
import { sampleCarrier, stamp } from '../support/sample-carrier.ts';

const test = suite('contract / read-bytes');

/** What was found, where something must have been. */
function find(record: Uint8Array) {
  const found = readBytes(record);
  if (found.outcome !== 'extracted') throw new Error(`nothing found: ${found.outcome}`);
  return found;
}

for (const [what, payload] of Object.entries({
  ...jsonObjectPayloads,
  ...gzipPayloads,
  ...kplPayloads,
  ...otherPayloads,
})) {
  test(`leaves ${what} without a carrier alone`, () => {
    const before = Buffer.from(payload);

    const found = readBytes(payload);

    assert.equal(found, { outcome: 'missing' });
    assert.ok(before.equals(payload));
  });
}

const headPayloads = { json: Buffer.from('{"a":1.0}\n'), gzip: gzipPayloads['a gzip stream'] ?? Buffer.alloc(0) };

for (const [format, payload] of Object.entries(headPayloads)) {
  test(`restoring ${format} in place copies nothing: the same memory, from where the payload begins`, () => {
    const owned = Uint8Array.from(stamp(payload));
    const { restoration } = find(owned);

    const restored = restoreBytes(owned, restoration);

    assert.is(restored.buffer, owned.buffer);
    assert.is(restored.byteOffset, owned.length - payload.length);
    assert.ok(payload.equals(restored));
  });

  test(`restoring ${format} into a copy leaves the record as it is`, () => {
    const record = Uint8Array.from(stamp(payload));
    const before = Buffer.from(record);

    const restored = copyRestored(record, find(record).restoration);

    assert.ok(payload.equals(restored));
    assert.is.not(restored.buffer, record.buffer);
    assert.ok(before.equals(record));
  });

  test(`of ${format} only the first 2,304 bytes are read, whatever follows`, () => {
    const long = Buffer.concat([stamp(payload), Buffer.alloc(100_000, 0x20)]);
    const read: number[] = [];

    const found = readBytes(watched(long, (at) => read.push(at)));

    assert.is(found.outcome, 'extracted');
    assert.ok(Math.max(...read) < 2_304);
  });
}

/** Bytes that tell which of them are asked for one by one; what is decoded in one go comes from the first 2,304 only. */
function watched(bytes: Buffer, onRead: (at: number) => void): Uint8Array {
  const head = Uint8Array.from(bytes.subarray(0, 2_304));
  return new Proxy(head, {
    get(target, name) {
      if (typeof name === 'string' && /^\d+$/.test(name)) onRead(Number(name));
      if (name === 'length') return bytes.length;
      return Reflect.get(target, name, target);
    },
  });
}

const around = (record: Uint8Array) => Uint8Array.from([0x3c, 0x3c, ...record, 0x3e, 0x3e]);

for (const [format, payload] of Object.entries({
  ...headPayloads,
  kpl: kplPayloads['a KPL aggregate'] ?? Buffer.alloc(0),
})) {
  test(`${format} in a view is read and restored within the view`, () => {
    const larger = around(stamp(payload));
    const view = larger.subarray(2, -2);

    const { restoration, carriers } = find(view);
    const copied = Buffer.from(copyRestored(view, restoration));
    const restored = Buffer.from(restoreBytes(view, restoration));

    assert.equal(carriers[0], sampleCarrier);
    assert.ok(copied.equals(payload));
    assert.ok(restored.equals(payload));
    assert.equal([...larger.subarray(0, 2), ...larger.subarray(-2)], [0x3c, 0x3c, 0x3e, 0x3e]);
  });

  test(`${format} is written from a view within its bounds`, () => {
    const larger = around(payload);

    const stamped = stamp(larger.subarray(2, -2));

    assert.ok(stamped.equals(stamp(payload)));
    assert.ok(Buffer.from(larger).equals(around(payload)));
  });
}

test('an aggregate is restored in bytes of its own', () => {
  const payload = kplPayloads['a KPL aggregate'] ?? Buffer.alloc(0);
  const record = stamp(payload);
  const before = Buffer.from(record);

  const restored = restoreBytes(record, find(record).restoration);

  assert.ok(payload.equals(restored));
  assert.ok(before.equals(record));
});

test.run();
