import { chooseFormat, protobufFormat, writeEnvelope } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readBothWays } from '../support/read-both-ways.ts';
import {
  carrierOf,
  type EnvelopeVector,
  type NegativeVector,
  type ReadOnlyVector,
  readVectors,
  type Vector,
  type WireCarrier,
} from '../support/vectors.ts';

const test = suite('contract / vectors');

for (const file of ['json', 'gzip', 'kpl', 'zstd']) {
  for (const { name, payload, carrier, stamped } of readVectors<Vector>(file)) {
    test(`${file}: ${name}: is written so`, () => {
      const bytes = Buffer.from(payload, 'base64');

      const format = chooseFormat(bytes);
      const written = format?.write(bytes, carrierOf(carrier));

      assert.is(format?.name, file);
      assert.is(Buffer.from(written ?? []).toString('base64'), stamped);
    });

    test(`${file}: ${name}: is read so`, () => {
      checkRead(payload, carrier, stamped);
    });
  }
}

for (const { name, payload, carrier, stamped } of readVectors<Vector>('protobuf')) {
  test(`protobuf: ${name}: is written and read so`, () => {
    const written = protobufFormat.write(Buffer.from(payload, 'base64'), carrierOf(carrier));

    assert.is(Buffer.from(written).toString('base64'), stamped);
    checkRead(payload, carrier, stamped);
  });
}

for (const { name, payload, carrier, stamped, ...keys } of readVectors<EnvelopeVector>('envelope')) {
  test(`envelope: ${name}: is written and read so`, () => {
    const { partitionKey, explicitHashKey } = keys;

    const written = writeEnvelope(Buffer.from(payload, 'base64'), carrierOf(carrier), {
      partitionKey,
      explicitHashKey,
    });

    assert.is(Buffer.from(written).toString('base64'), stamped);
    checkRead(payload, carrier, stamped);
  });
}

/** The record is read as carrying just this, in every place that can hold one. */
function checkRead(payload: string, carrier: WireCarrier, stamped: string): void {
  const read = readBothWays(Buffer.from(stamped, 'base64'));

  assert.is(read.payload.toString('base64'), payload);
  assert.ok(read.carriers.length > 0);
  for (const each of read.carriers) assert.equal(each, carrierOf(carrier));
}

for (const { name, payload, carriers, stamped } of readVectors<ReadOnlyVector>('read-only')) {
  test(`read-only: ${name}`, () => {
    const read = readBothWays(Buffer.from(stamped, 'base64'));

    assert.is(read.payload.toString('base64'), payload);
    assert.equal(
      read.carriers,
      carriers.map((each) => (each === null ? undefined : carrierOf(each))),
    );
  });
}

for (const { name, record, outcome } of readVectors<NegativeVector>('negatives')) {
  test(`negatives: ${name}: ${outcome}`, () => {
    const read = readBothWays(Buffer.from(record, 'base64'));

    assert.equal([read.outcome, read.payload.toString('base64')], [outcome, record]);
  });
}

test.run();
