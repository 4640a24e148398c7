import { type ProtobufField, varintLength, writeVarint } from './protobuf.ts';

/** What becomes of one record of an aggregate: it keeps its bytes up to a place, and gets others behind them. */
export interface RecordChange {
  readonly record: ProtobufField;
  readonly keptTo: number;
  readonly added: Uint8Array;
}

/** Makes a message in which these records are changed, and every other byte is where it was. */
export function rewriteRecords(message: Buffer, changes: readonly RecordChange[]): Buffer {
  const rewritten = Buffer.allocUnsafe(message.length + changes.reduce((sum, change) => sum + grownBytes(change), 0));
  let readTo = 0;
  let written = 0;
  for (const change of changes) {
    const { record, keptTo, added } = change;
    // The field's tag is one byte: its number is 3.
    written += message.copy(rewritten, written, readTo, record.start + 1);
    written = writeVarint(rewritten, written, lengthOf(change));
    written += message.copy(rewritten, written, record.valueStart, keptTo);
    rewritten.set(added, written);
    written += added.length;
    readTo = record.end;
  }
  message.copy(rewritten, written, readTo);
  return rewritten;
}

function lengthOf({ record, keptTo, added }: RecordChange): number {
  return keptTo - record.valueStart + added.length;
}

function grownBytes(change: RecordChange): number {
  const { start, end } = change.record;
  return 1 + varintLength(lengthOf(change)) + lengthOf(change) - (end - start);
}
