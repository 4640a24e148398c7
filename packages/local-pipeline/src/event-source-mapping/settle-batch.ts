import { isSequenceNumber, lowerSequenceNumber } from '@kinesis-otel/contract';
import type { InvokeResult } from '../lambda/invoke-result.ts';

/**
 * How many records of a batch an invocation settled, counted from the first; the rest is retried. A function error settles
 * none. With `reportBatchItemFailures` the lowest sequence number reported is the checkpoint; an empty response or list settles
 * all; an item that names no record of the batch settles none
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html).
 */
export function countSettled(
  sequenceNumbers: readonly string[],
  result: InvokeResult,
  reportBatchItemFailures: boolean,
): number {
  if (!result.ok) return 0;
  if (!reportBatchItemFailures) return sequenceNumbers.length;
  const items = failureItems(result.payload);
  if (items === undefined) return 0;
  return items.length === 0 ? sequenceNumbers.length : checkpointIndex(sequenceNumbers, items);
}

/** The items reported; none for an empty response; undefined for a response of another shape. */
function failureItems(payload: unknown): readonly unknown[] | undefined {
  if (payload === null || payload === undefined || payload === '') return [];
  const list = (payload as { readonly batchItemFailures?: unknown }).batchItemFailures ?? [];
  return Array.isArray(list) ? list : undefined;
}

function checkpointIndex(sequenceNumbers: readonly string[], items: readonly unknown[]): number {
  let lowest: string | undefined;
  for (const item of items) {
    const identifier = (item as { readonly itemIdentifier?: unknown } | null)?.itemIdentifier;
    if (!isSequenceNumber(identifier) || !sequenceNumbers.includes(identifier)) return 0;
    lowest = lowest === undefined ? identifier : lowerSequenceNumber(lowest, identifier);
  }
  return lowest === undefined ? 0 : sequenceNumbers.indexOf(lowest);
}
