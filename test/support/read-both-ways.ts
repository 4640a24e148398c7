import {
  type Carrier,
  copyRestored,
  type FindResult,
  readBase64,
  readBytes,
  restoreBase64,
  restoreBytes,
} from '@kinesis-otel/contract';
import * as assert from 'uvu/assert';

/** What a record came to, whichever way it was read. */
export interface ReadBothWays {
  readonly outcome: FindResult['outcome'];
  /** One for each place that can hold one; empty where none was found. */
  readonly carriers: readonly (Carrier | undefined)[];
  /** The payload as the producer had it. */
  readonly payload: Buffer;
}

/**
 * Reads and restores a record from its bytes and from its base64 text, in every way there is, and fails where two of them
 * differ or the record given is changed.
 */
export function readBothWays(record: Uint8Array): ReadBothWays {
  const before = Buffer.from(record);
  const data = before.toString('base64');
  const fromBytes = readBytes(record);
  const fromText = readBase64(data);
  assert.is(fromText.outcome, fromBytes.outcome, 'base64 and bytes come to the same');
  if (fromBytes.outcome !== 'extracted' || fromText.outcome !== 'extracted') {
    assert.ok(before.equals(record), 'the record is as it was');
    return { outcome: fromBytes.outcome, carriers: [], payload: before };
  }
  assert.equal(fromText.carriers, fromBytes.carriers, 'base64 and bytes hold the same');
  const payload = Buffer.from(copyRestored(record, fromBytes.restoration));
  assert.ok(before.equals(record), 'the record is as it was');
  assert.ok(payload.equals(restoreBytes(Buffer.from(record), fromBytes.restoration)), 'in place and in a copy alike');
  assert.is(restoreBase64(data, fromText.restoration), payload.toString('base64'), 'as text and as bytes alike');
  return { outcome: 'extracted', carriers: fromBytes.carriers, payload };
}
