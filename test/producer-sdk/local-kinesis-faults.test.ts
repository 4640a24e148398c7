import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { SpanStatusCode } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKinesisPool, type LocalKinesis } from '../support/local-kinesis.ts';
import { jsonEntries, type Protocol, putToStream } from '../support/put-to-stream.ts';
import { rejects } from '../support/rejects.ts';

const test = suite('producer-sdk / a stream in trouble');
const pool = createKinesisPool();
let kinesis: LocalKinesis;

test.before(async () => {
  kinesis = await pool.start({ readLimits: false });
});
test.after.each(() => {
  kinesis.controls.setFaults(undefined);
  kinesis.controls.setWriteLimits({});
  // The shards have all their capacity again.
  kinesis.advanceMs(10_000);
});
test.after(pool.stop);

/** Gives the numbers in turn, then 0.99. */
function sequence(...numbers: number[]): () => number {
  return () => numbers.shift() ?? 0.99;
}

function byPayload<Stored extends { readonly payload: string }>(records: readonly Stored[]): Map<string, Stored> {
  return new Map(records.map((record) => [record.payload, record]));
}

for (const protocol of ['HTTP/1.1', 'HTTP/2'] as const satisfies Protocol[]) {
  test(`over ${protocol}, what a shard refused is counted, and carries the same when it is sent again`, async () => {
    const { put, stored, spans, sum } = await putToStream(kinesis, { protocol });
    const records = jsonEntries(20);
    kinesis.controls.setWriteLimits({ recordsPerSecond: 8 });

    const first = await put(records);
    const sends = [...spans()];
    kinesis.controls.setWriteLimits({});
    kinesis.advanceMs(1_000);
    const failed = records.filter((_, index) => first.Records?.[index]?.ErrorCode !== undefined);
    const again = await put(failed);

    assert.equal([first.FailedRecordCount, again.FailedRecordCount, failed.length], [12, 0, 12]);
    assert.equal([sends.length, sends[0]?.status.code], [1, SpanStatusCode.ERROR]);
    assert.is(sends[0]?.attributes['kinesis_otel.rejected_records'], 12);
    assert.equal([await sum('PutRecordThrottled'), await sum('PutRecordSuccess')], [12, 20]);
    const found = byPayload(await stored());
    assert.is(found.size, 20);
    assert.is(new Set([...found.values()].map(({ carrier }) => JSON.stringify(carrier))).size, 1);
  });

  test(`over ${protocol}, what the SDK sends again is stamped once`, async () => {
    const { put, stored, spans } = await putToStream(kinesis, { protocol, maxAttempts: 2 });
    kinesis.controls.setFaults({
      resetRate: 0.5,
      when: 'after',
      random: sequence(0.4, 0.6),
      operations: ['PutRecords'],
    });

    const answer = await put(jsonEntries(1));

    const found = await stored();
    assert.is(answer.$metadata.attempts, 2);
    assert.equal(
      found.map(({ payload }) => payload),
      jsonEntries(2)
        .slice(0, 1)
        .flatMap(({ Data }) => [Data.toString(), Data.toString()]),
    );
    assert.equal(found[1]?.carrier, found[0]?.carrier);
    assert.is(spans().length, 1);
  });

  for (const [what, faults, timeoutMs] of [
    ['a call that is never answered', { dropRate: 1 }, 100],
    ['a connection that is reset', { resetRate: 1 }, 20_000],
    ['a service in trouble', { errorRate: 1, random: () => 0.4 }, 20_000],
  ] as const) {
    test(`over ${protocol}, ${what} gives the caller the error it gives without us`, async () => {
      const { put, bare, stream, spans, sum } = await putToStream(kinesis, { protocol, timeoutMs });
      const records = jsonEntries(3);
      kinesis.controls.setFaults({ ...faults, operations: ['PutRecords'] });

      const expected = await rejects(bare.send(new PutRecordsCommand({ StreamName: stream, Records: records })));
      const error = await rejects(put(records));

      assert.equal(
        [error.name, error.message, error.constructor],
        [expected.name, expected.message, expected.constructor],
      );
      assert.equal([spans().length, spans()[0]?.attributes['error.type']], [1, expected.name]);
      assert.is(await sum('PutRecordFailure', { 'error.type': expected.name }), 3);
    });
  }
}

test.run();
