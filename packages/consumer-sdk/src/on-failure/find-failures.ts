import { type FailureDocument, readFailureDocument } from './failure-document.ts';

/** Where an object that holds a document lies. */
export interface FailureObject {
  readonly bucket: string;
  /** As S3 has it, not as a notification writes it. */
  readonly key: string;
  readonly versionId?: string;
}

/** A document, or the object to read it from. */
export type FoundFailure = { readonly document: FailureDocument } | { readonly object: FailureObject };

type Unknown = Readonly<Record<string, unknown>>;

/** Envelopes within one another at most: a queue's message, a topic's, S3's notification in it, and the document. */
const maxDepth = 6;

/**
 * Finds what an invocation tells of batches that were given up, in whatever order they were wrapped on their way: SQS,
 * SNS, SNS to SQS, S3's notifications directly, over either, or over EventBridge. What is none of these is passed over.
 */
export function findFailures(event: unknown, depth = 0): readonly FoundFailure[] {
  if (depth > maxDepth || typeof event !== 'object' || event === null) return [];
  const document = readFailureDocument(event);
  if (document !== undefined) return [{ document }];
  const { Records, body, Sns, Type, Message, s3, source, detail } = event as Unknown;
  if (Array.isArray(Records)) return Records.flatMap((record) => findFailures(record, depth + 1));
  if (s3 !== undefined) return objectOf(s3, fromNotification);
  if (source === 'aws.s3') return objectOf(detail, (key) => key);
  if (Sns !== undefined) return findFailures(parsed((Object(Sns) as Unknown).Message), depth + 1);
  if (Type === 'Notification') return findFailures(parsed(Message), depth + 1);
  return findFailures(parsed(body), depth + 1);
}

function objectOf(place: unknown, keyOf: (key: string) => string): readonly FoundFailure[] {
  const { bucket, object } = Object(place) as Unknown;
  const { name } = Object(bucket) as Unknown;
  const { key, versionId, 'version-id': version } = Object(object) as Unknown;
  if (typeof name !== 'string' || typeof key !== 'string') return [];
  const id = versionId ?? version;
  return [{ object: { bucket: name, key: keyOf(key), ...(typeof id === 'string' ? { versionId: id } : {}) } }];
}

/** S3's own notifications write keys as forms do: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function fromNotification(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    // A stray percent sign: whoever wrote it did not encode the key.
    return key;
  }
}

/** Text that is not JSON is no document. */
function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
