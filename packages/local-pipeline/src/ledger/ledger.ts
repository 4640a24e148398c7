import type { LedgerRecord } from './ledger-record.ts';
import type { StreamCounts } from './stream-counts.ts';
import { createStreamLedger, type StreamLedger } from './stream-ledger.ts';

/** The ground truth of a run: what the stream accepted and what became of it. A stream nothing was heard of has zeros. */
export interface Ledger {
  counts(stream: string): StreamCounts;
  records(stream: string): readonly LedgerRecord[];
}

/** A ledger together with the pages that are written to. */
export interface LedgerBook {
  readonly ledger: Ledger;
  page(stream: string): StreamLedger;
}

export function createLedger(): LedgerBook {
  const pages = new Map<string, StreamLedger>();
  const page = (stream: string): StreamLedger => {
    const known = pages.get(stream) ?? createStreamLedger();
    pages.set(stream, known);
    return known;
  };
  return { page, ledger: { counts: (stream) => page(stream).counts(), records: (stream) => page(stream).records() } };
}
