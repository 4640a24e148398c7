import { randomUUID } from 'node:crypto';
import { plainEvent } from '../attempt-batch.ts';
import type { FailureDocument } from './failure-document.ts';
import type { GivenUpBatch } from './given-up-batch.ts';

/** What lies in a bucket: the document and the batch itself, as the text of its event. */
export interface FailureObject extends FailureDocument {
  readonly payload: string;
}

export function failureObject(document: FailureDocument, batch: GivenUpBatch): FailureObject {
  return { ...document, payload: JSON.stringify(plainEvent(batch.records)) };
}

/** `aws/lambda/<mapping UUID>/<shardId>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<uuid>`, in UTC. */
export function failureObjectKey(mappingUuid: string, { timestamp, KinesisBatchInfo }: FailureDocument): string {
  const day = timestamp.slice(0, 10).replaceAll('-', '/');
  const second = timestamp.slice(0, 19).replaceAll(':', '.');
  return `aws/lambda/${mappingUuid}/${KinesisBatchInfo.shardId}/${day}/${second}-${randomUUID()}`;
}
