import { otherErrorType } from '@kinesis-otel/contract';

/**
 * Makes a reader of the `Target` dimension that knows at most `limit` of them: a table for each tenant must not make a
 * metric series for each.
 *
 * @param limit targets at most, `_OTHER` apart; 100 if left out
 */
export function boundTargets(limit = 100): (target: string) => string {
  const known = new Set<string>();
  return (target) => {
    if (!known.has(target) && known.size >= limit) return otherErrorType;
    known.add(target);
    return target;
  };
}
