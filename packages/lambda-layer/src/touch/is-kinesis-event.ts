/** Whether an event holds records of a Kinesis stream; the first tells, a batch is of one stream. */
export function isKinesisEvent(event: unknown): boolean {
  const records = (event as { Records?: unknown } | null | undefined)?.Records;
  const first = Array.isArray(records)
    ? (records[0] as { kinesis?: { data?: unknown } } | null | undefined)
    : undefined;
  return typeof first?.kinesis?.data === 'string';
}
