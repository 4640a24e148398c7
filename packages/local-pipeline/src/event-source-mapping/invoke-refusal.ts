import type { InvokeResult } from '../lambda/invoke-result.ts';

/** Lambda's answers to an invocation that never reached the function (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html). */
const refusals = new Set(['TooManyRequestsException', 'ServiceException', 'ResourceNotFoundException']);

/** True where the function did not run, so that the attempt counts neither as an invocation nor as a retry. */
export function isRefused(result: InvokeResult): boolean {
  return !result.ok && refusals.has(result.errorType);
}
