import { readAggregate, writeEnvelope } from '@kinesis-otel/contract';
import * as agg from 'aws-kinesis-agg';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { kplPayloads } from '../../support/kpl-payloads.ts';
import { otherPayloads } from '../../support/other-payloads.ts';
import { readBothWays } from '../../support/read-both-ways.ts';
import { sampleCarrier, stamp } from '../../support/sample-carrier.ts';

const test = suite('contract / readers / aws-kinesis-agg');

type KinesisRecord = Parameters<typeof agg.deaggregateSync>[0];

function deaggregate(aggregate: Buffer): readonly agg.UserRecord[] {
  let records: readonly agg.UserRecord[] = [];
  const record = { data: aggregate.toString('base64'), sequenceNumber: '1', partitionKey: 'a' } as KinesisRecord;
  agg.deaggregateSync(record, true, (error, all = []) => {
    if (error) throw error;
    records = all;
  });
  return records;
}

function aggregate(records: readonly object[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const onAggregate = ({ data }: agg.EncodedRecord, next: () => void) => {
      resolve(data);
      next();
    };
    agg.aggregate([...records], onAggregate, () => {}, reject);
  });
}

/** What it takes for required, with or without context of ours. */
const refused = Object.entries(kplPayloads).filter(([what]) => /without (data|a key)$/.test(what));

for (const [what, payload] of refused) {
  test(`refuses ${what} with context as without`, () => {
    assert.throws(() => deaggregate(payload), 'missing required');
    assert.throws(() => deaggregate(stamp(payload)), 'missing required');
  });
}

for (const [what, payload] of Object.entries(kplPayloads)) {
  if (refused.some(([name]) => name === what)) continue;

  test(`finds the same user records in ${what} with context as without`, () => {
    const records = deaggregate(stamp(payload));

    assert.ok(records.length > 0);
    assert.equal(records, deaggregate(payload));
  });
}

const made = [
  { partitionKey: 'order-1', data: Buffer.from('{"a":1}') },
  { partitionKey: 'order-2', explicitHashKey: '42', data: Buffer.from('{"b":"é"}') },
  { partitionKey: 'order-1', data: Buffer.alloc(300, 0xff) },
];

test('what it aggregated is read, record by record', async () => {
  const payload = await aggregate(made);

  const read = readAggregate(payload);

  assert.equal(
    read?.map(({ partitionKey, explicitHashKey, data }) => [partitionKey, explicitHashKey, Buffer.from(data)]),
    made.map(({ partitionKey, explicitHashKey, data }) => [partitionKey, explicitHashKey, data]),
  );
});

test('what it aggregated carries context, which it does not see, and comes back byte for byte', async () => {
  const payload = await aggregate(made);

  const stamped = stamp(payload);
  const read = readBothWays(stamped);

  assert.equal(deaggregate(stamped), deaggregate(payload));
  assert.equal(read.carriers, [sampleCarrier, sampleCarrier, sampleCarrier]);
  assert.ok(read.payload.equals(payload));
});

for (const [what, payload] of Object.entries({ ...otherPayloads, ...kplPayloads })) {
  test(`takes ${what} out of an envelope, under the keys it was put with`, () => {
    for (const explicitHashKey of [undefined, '42']) {
      const envelope = writeEnvelope(payload, sampleCarrier, { partitionKey: 'order-42', explicitHashKey });

      const records = deaggregate(Buffer.from(envelope));

      assert.is(records.length, 1);
      assert.is(records[0]?.partitionKey, 'order-42');
      assert.is(records[0]?.explicitPartitionKey, explicitHashKey);
      assert.is(Buffer.from(records[0]?.data ?? '', 'base64').toString('hex'), payload.toString('hex'));
    }
  });
}

test.run();
