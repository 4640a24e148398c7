import type { LocalBucket } from '../../object-store/local-bucket.ts';
import type { LocalQueue } from '../../queue/local-queue.ts';
import type { LocalTopic } from '../../queue/local-topic.ts';
import { failureDocument } from './failure-document.ts';
import { failureObject, failureObjectKey } from './failure-object.ts';
import type { GivenUpBatch } from './given-up-batch.ts';

/** Takes batches that were given up. */
export type FailureDestination = (batch: GivenUpBatch) => void;

/** One of the three kinds of destination. */
export type FailureTarget =
  | { readonly queue: LocalQueue }
  | { readonly topic: LocalTopic }
  | { readonly bucket: LocalBucket };

/** Sends a queue and a topic the document about a batch, and a bucket the batch as well. */
export function createFailureDestination(
  target: FailureTarget,
  functionArn: string,
  mappingUuid: string,
): FailureDestination {
  return (batch) => {
    const document = failureDocument(batch, functionArn, Date.now());
    if ('queue' in target) target.queue.send(JSON.stringify(document));
    else if ('topic' in target) target.topic.publish(JSON.stringify(document));
    else {
      const key = failureObjectKey(mappingUuid, document);
      target.bucket.put(key, JSON.stringify(failureObject(document, batch)));
    }
  };
}
