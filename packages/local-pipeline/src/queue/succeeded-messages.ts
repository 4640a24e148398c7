import type { InvokeResult } from '../lambda/invoke-result.ts';
import type { QueueMessage } from './queue-message.ts';

/**
 * The messages of a batch an invocation is done with. A function error leaves all; with `reportBatchItemFailures` only those
 * reported are left, and all where an item names no message of the batch
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting).
 */
export function succeededMessages(
  batch: readonly QueueMessage[],
  result: InvokeResult,
  reportBatchItemFailures: boolean,
): readonly QueueMessage[] {
  if (!result.ok) return [];
  if (!reportBatchItemFailures) return batch;
  const { batchItemFailures } = Object(result.payload) as { readonly batchItemFailures?: unknown };
  const items: unknown = batchItemFailures ?? [];
  if (!Array.isArray(items)) return [];
  const failed = new Set(items.map((item) => Object(item).itemIdentifier as unknown));
  const ids = new Set<unknown>(batch.map(({ messageId }) => messageId));
  if ([...failed].some((id) => !ids.has(id))) return [];
  return batch.filter(({ messageId }) => !failed.has(messageId));
}
