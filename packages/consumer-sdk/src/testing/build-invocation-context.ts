import { randomUUID } from 'node:crypto';
import { checkText, checkWholeNumber, rejectUnknownOptions } from '@kinesis-otel/contract';

/** Lambda's context object; fits `Context` of `@types/aws-lambda`. */
export interface TestInvocationContext {
  callbackWaitsForEmptyEventLoop: boolean;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  awsRequestId: string;
  logGroupName: string;
  logStreamName: string;
  getRemainingTimeInMillis(): number;
  /** Gone since Node 24, as are the next two; here for the type, and throws. */
  done(): never;
  fail(): never;
  succeed(): never;
}

/** What an invocation's context says. */
export interface InvocationContextOptions {
  /** @defaultValue 'consumer' */
  readonly functionName?: string;
  /** @defaultValue the function's, with `:live`, an alias, behind it */
  readonly invokedFunctionArn?: string;
  /** @defaultValue a new one */
  readonly awsRequestId?: string;
  /** @defaultValue 512 */
  readonly memoryLimitInMb?: number;
  /** What is left of the invocation's time at first, in milliseconds; it runs down as time passes. @defaultValue 30,000 */
  readonly remainingMs?: number;
}

const known: readonly (keyof InvocationContextOptions)[] = [
  'functionName',
  'invokedFunctionArn',
  'awsRequestId',
  'memoryLimitInMb',
  'remainingMs',
];

/**
 * Builds the second argument of a Lambda handler.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option
 * @example
 * await handler(buildKinesisEvent([{ data: { id: 7 } }]), buildInvocationContext({ remainingMs: 200 }));
 */
export function buildInvocationContext(options: InvocationContextOptions = {}): TestInvocationContext {
  rejectUnknownOptions(options, known);
  for (const name of ['functionName', 'invokedFunctionArn', 'awsRequestId'] as const) checkText(name, options[name]);
  checkWholeNumber('memoryLimitInMb', options.memoryLimitInMb, 128, 10_240);
  checkWholeNumber('remainingMs', options.remainingMs, 0, 900_000);
  const { functionName = 'consumer', memoryLimitInMb = 512, remainingMs = 30_000 } = options;
  const startedAt = performance.now();
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '1',
    invokedFunctionArn:
      options.invokedFunctionArn ?? `arn:aws:lambda:eu-west-1:123456789012:function:${functionName}:live`,
    memoryLimitInMB: String(memoryLimitInMb),
    awsRequestId: options.awsRequestId ?? randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: '2024/11/22/[1]8dd1c6a4e6ab4b8c8b2f9a7d0c3e5f61',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(remainingMs - (performance.now() - startedAt))),
    done: gone,
    fail: gone,
    succeed: gone,
  };
}

function gone(): never {
  throw new Error('Node 24 has no `context.done`, `fail` or `succeed`: return, or throw.');
}
