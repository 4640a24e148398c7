import { type Carrier, maxPutRecordsBytes } from '@kinesis-otel/contract';
import { entryMembers, type PutEntry } from '../outgoing-batch.ts';
import { withMembersOf } from '../with-members-of.ts';
import { fitRequest } from './fit-request.ts';
import type { OutgoingRecord } from './outgoing-record.ts';
import { type SkipReason, type Stamp, type StampRules, stampRecord } from './stamp-record.ts';
import { tallyOf } from './tally.ts';

/** What became of a record's context; also the `outcome` attribute of TraceContextInjection. */
export type StampOutcome = 'injected' | 'replaced' | 'kept' | 'dry_run';

/** The records to send in place of the caller's, in the same order, and what became of their contexts. */
export interface StampedRecords {
  readonly entries: readonly PutEntry[];
  /** By index: what each record that is sent was given to carry; undefined where it is the caller's own. */
  readonly carried: readonly (Carrier | undefined)[];
  readonly outcomes: ReadonlyMap<StampOutcome, number>;
  readonly skipped: ReadonlyMap<SkipReason, number>;
}

/**
 * Puts each record's carrier into a copy of it.
 *
 * A payload that cannot carry one without loss, and a record or request that would outgrow what Kinesis takes, goes out as
 * the caller made it. In a dry run all do.
 */
export function stampRecords(
  records: readonly OutgoingRecord[],
  carriers: readonly (Carrier | undefined)[],
  rules: StampRules & { readonly isDryRun: boolean },
): StampedRecords {
  const stamps = fitRequest(records, stampEach(records, carriers, rules), maxPutRecordsBytes);
  const entries: PutEntry[] = [];
  const carried: (Carrier | undefined)[] = [];
  const outcomes: StampOutcome[] = [];
  const skipped: SkipReason[] = [];
  for (let index = 0; index < records.length; index++) {
    const { entry, existing } = records[index] as OutgoingRecord;
    const stamp = stamps[index] ?? 'failed';
    const isNew = typeof stamp !== 'string' && !rules.isDryRun;
    entries.push(isNew ? withMembersOf({ ...entry, Data: stamp }, entry, entryMembers) : entry);
    carried.push(isNew ? carriers[index] : undefined);
    if (typeof stamp !== 'string') outcomes.push(outcomeOf(rules.isDryRun, existing !== undefined));
    else if (stamp === 'kept') outcomes.push(stamp);
    else skipped.push(stamp);
  }
  return { entries, carried, outcomes: tallyOf(outcomes), skipped: tallyOf(skipped) };
}

/** The records as they are, all for one reason. */
export function leaveRecords(entries: readonly PutEntry[], reason: SkipReason): StampedRecords {
  return { entries, carried: [], outcomes: new Map(), skipped: new Map([[reason, entries.length]]) };
}

/** Whether any record is sent otherwise than the caller made it. */
export function changesRecords({ outcomes }: StampedRecords): boolean {
  return outcomes.has('injected') || outcomes.has('replaced');
}

function stampEach(
  records: readonly OutgoingRecord[],
  carriers: readonly (Carrier | undefined)[],
  rules: StampRules,
): readonly Stamp[] {
  const stamps: Stamp[] = [];
  for (let index = 0; index < records.length; index++) {
    stamps.push(stampRecord(records[index] as OutgoingRecord, carriers[index], rules));
  }
  return stamps;
}

function outcomeOf(isDryRun: boolean, hadCarrier: boolean): StampOutcome {
  if (isDryRun) return 'dry_run';
  return hadCarrier ? 'replaced' : 'injected';
}
