import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKinesisPool, type LocalKinesis } from '../support/local-kinesis.ts';
import { type Entry, putToStream } from '../support/put-to-stream.ts';

/* Sizes are judged by the service, not by us: one byte too many and it refuses the record, or the whole request. */
const test = suite('producer-sdk / at the limits of the service');
const pool = createKinesisPool();
const mebibyte = 1_048_576;
const fragmentBytes = 105;
const key = 'k'.repeat(256);
let kinesis: LocalKinesis;

test.before(async () => {
  kinesis = await pool.start({ readLimits: false, writeLimits: false });
});
test.after(pool.stop);

function entryOf(bytes: number): Entry {
  return { Data: Buffer.from(`{"a":"${'x'.repeat(bytes - 8)}"}`), PartitionKey: key };
}

for (const [bytes, isStamped] of [
  [mebibyte - 256 - fragmentBytes, true],
  [mebibyte - 256 - fragmentBytes + 1, false],
  [mebibyte - 256, false],
] as const) {
  test(`a record of ${bytes} bytes with a key of 256 is taken, ${isStamped ? 'with' : 'without'} context`, async () => {
    const { put, stored, sum } = await putToStream(kinesis);
    const record = entryOf(bytes);

    const { FailedRecordCount } = await put([record]);

    const [found] = await stored();
    assert.is(FailedRecordCount, 0);
    assert.is(found?.carrier !== undefined, isStamped);
    assert.is(found?.bytes, isStamped ? mebibyte - 256 : bytes);
    assert.ok(found?.payload === record.Data.toString());
    assert.is(await sum('TraceContextInjection', { reason: 'record_too_large' }), isStamped ? undefined : 1);
  });
}

for (const [missing, injected] of [
  [11 * fragmentBytes, 11],
  [11 * fragmentBytes - 1, 10],
  [0, 0],
] as const) {
  test(`a request of ${missing} bytes less than 10 MiB is taken, ${injected} of its 11 records with context`, async () => {
    const { put, stored, sum } = await putToStream(kinesis);
    const total = 10 * mebibyte - missing;
    const each = Math.floor(total / 11) - 256;
    const records = Array.from({ length: 11 }, (_, index) =>
      entryOf(each + (index === 0 ? total - 11 * (each + 256) : 0)),
    );

    const { FailedRecordCount } = await put(records);

    const found = await stored();
    assert.is(FailedRecordCount, 0);
    assert.is(found.filter(({ carrier }) => carrier !== undefined).length, injected);
    assert.ok(found.every(({ payload }, index) => payload === records[index]?.Data.toString()));
    const left = await sum('TraceContextInjection', { reason: 'request_too_large' });
    assert.is(left ?? 0, 11 - injected);
  });
}

test.run();
