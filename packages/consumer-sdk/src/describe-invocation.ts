import type { ConsumerDimensions } from './consumer-dimensions.ts';
import type { InvocationOnContext, JoinedHandler } from './invocation-on-context.ts';
import type { ReadRecord } from './records/read-record.ts';
import type { RecordRunner } from './running/record-runner.ts';
import type { EnteredRecord } from './spans/entered-record-spans.ts';

/** What there is to know of an invocation below its handler. */
export interface DescribedInvocation {
  readonly records: readonly ReadRecord[];
  readonly dimensions: ConsumerDimensions;
  readonly providers: NonNullable<InvocationOnContext['providers']>;
  readonly run: RecordRunner['run'];
  readonly enter: (record: ReadRecord) => EnteredRecord | undefined;
  readonly join: (handler: JoinedHandler) => void;
}

/** Describes an invocation to what is below its handler, other copies of this library included. */
export function describeInvocation({ records, run, enter, ...described }: DescribedInvocation): InvocationOnContext {
  let byId: ReadonlyMap<string, ReadRecord> | undefined;
  const find = (sequenceNumber: string, subSequenceNumber: number | undefined): ReadRecord | undefined => {
    // Only where somebody asks.
    byId ??= new Map(
      records.map((record) => [idOf(record.sequenceNumber, record.aggregated?.subSequenceNumber), record]),
    );
    return byId.get(idOf(sequenceNumber, subSequenceNumber));
  };
  return {
    version: 1,
    ...described,
    hasRecord: (sequenceNumber) => find(sequenceNumber, 0) !== undefined,
    runRecord: async ({ sequenceNumber, subSequenceNumber }, work) => {
      const record = find(sequenceNumber, subSequenceNumber);
      return record === undefined ? work() : run(record, work);
    },
    enterRecord({ sequenceNumber, subSequenceNumber }) {
      const record = find(sequenceNumber, subSequenceNumber);
      return record === undefined ? undefined : enter(record);
    },
  };
}

function idOf(sequenceNumber: string, subSequenceNumber = 0): string {
  return `${sequenceNumber}:${subSequenceNumber}`;
}
