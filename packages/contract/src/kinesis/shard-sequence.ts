/** The shard's id out of a Lambda record's `eventID`, which is `<shardId>:<sequenceNumber>`. */
export function shardIdFromEventId(eventId: string): string {
  const colon = eventId.indexOf(':');
  return colon < 0 ? eventId : eventId.slice(0, colon);
}

/** The lower of two sequence numbers; they have up to 56 digits and so are compared as whole numbers, not as text. */
export function lowerSequenceNumber(left: string, right: string): string {
  return BigInt(right) < BigInt(left) ? right : left;
}

/** True for what Kinesis could have given out as a sequence number. */
export function isSequenceNumber(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,128}$/.test(value);
}
