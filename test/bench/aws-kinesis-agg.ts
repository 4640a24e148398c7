import { createRequire } from 'node:module';

/** Reads an aggregate as aws-kinesis-agg does; gives its user records. */
export type DeaggregateWithAws = (data: string, isChecksumChecked: boolean) => readonly unknown[];

interface AwsKinesisAgg {
  readonly deaggregateSync: (
    record: { readonly data: string; readonly partitionKey: string; readonly sequenceNumber: string },
    computeChecksums: boolean,
    done: (error: Error | null | undefined, userRecords: readonly unknown[]) => void,
  ) => void;
}

/** Loads the library. What it cannot read it throws. */
export function loadAwsKinesisAgg(): DeaggregateWithAws {
  const { deaggregateSync }: AwsKinesisAgg = createRequire(import.meta.url)('aws-kinesis-agg');
  return (data, isChecksumChecked) => {
    let read: readonly unknown[] = [];
    deaggregateSync({ data, partitionKey: 'a', sequenceNumber: '1' }, isChecksumChecked, (error, userRecords) => {
      if (error) throw error;
      read = userRecords;
    });
    return read;
  };
}
