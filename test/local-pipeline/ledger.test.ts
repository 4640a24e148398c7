import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLedger } from '../../packages/local-pipeline/src/ledger/ledger.ts';
import type { AcceptedRecord } from '../../packages/local-pipeline/src/ledger/ledger-record.ts';

const test = suite('local-pipeline / ledger');

function record(index: number, shardId = 'shardId-000000000000'): AcceptedRecord {
  const sequenceNumber = `4968046600303911883169444918994649702188159709720923341${index}`;
  return { sequenceNumber, shardId, partitionKey: 'EDDF', bytes: 100 };
}

test('a stream nothing was heard of has zeros and no times', () => {
  const { ledger } = createLedger();

  const { accepted, settled, firstAcceptedAtMs, lastSettledAtMs } = ledger.counts('nowhere');

  assert.equal([accepted, settled, firstAcceptedAtMs, lastSettledAtMs], [0, 0, undefined, undefined]);
  assert.equal(ledger.records('nowhere'), []);
});

test('a record is counted once, whether its put or its delivery is heard of first', () => {
  const { ledger, page } = createLedger();

  page('flights').delivered([record(1)]);
  page('flights').accepted(record(1));
  page('flights').accepted(record(2));

  const { accepted, acceptedBytes, delivered } = ledger.counts('flights');
  assert.equal([accepted, acceptedBytes, delivered], [2, 200, 1]);
});

test('deliveries after the first are redeliveries and the largest batch is kept', () => {
  const { ledger, page } = createLedger();

  page('flights').delivered([record(1), record(2), record(3)]);
  page('flights').delivered([record(2), record(3)]);

  const { delivered, redelivered, batchSizeMax } = ledger.counts('flights');
  assert.equal([delivered, redelivered, batchSizeMax], [3, 2, 3]);
  assert.equal(
    ledger.records('flights').map(({ deliveries }) => deliveries),
    [1, 2, 2],
  );
});

test('counts are a picture of their moment, and streams are apart', () => {
  const { ledger, page } = createLedger();
  page('flights').accepted(record(1));
  const before = ledger.counts('flights');

  page('flights').settled([record(1)]);
  page('trains').dropped([record(1)]);

  assert.equal([before.settled, ledger.counts('flights').settled, ledger.counts('flights').dropped], [0, 1, 0]);
  assert.is(ledger.counts('trains').dropped, 1);
  assert.type(ledger.counts('flights').firstSettledAtMs, 'number');
});

test('the highest sequence number of each shard is known, in whatever order puts were answered', () => {
  const { page } = createLedger();
  const flights = page('flights');

  for (const index of [1, 3, 2]) flights.accepted(record(index));
  flights.accepted(record(5, 'shardId-000000000001'));

  assert.equal(
    [...flights.lastAccepted()],
    [
      ['shardId-000000000000', record(3).sequenceNumber],
      ['shardId-000000000001', record(5).sequenceNumber],
    ],
  );
});

test.run();
