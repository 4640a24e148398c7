import type { Variables } from '@kinesis-otel/contract';

/**
 * How an execution environment came to be, as `AWS_LAMBDA_INITIALIZATION_TYPE` says
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), and `proactive`: on demand, but before there
 * was an invocation to wait for it.
 */
export type Initialization =
  | 'on-demand'
  | 'proactive'
  | 'provisioned-concurrency'
  | 'snap-start'
  | 'lambda-managed-instances';

/** What Lambda says of the execution environment this process runs in. */
export interface LambdaEnvironment {
  readonly initializationType: Exclude<Initialization, 'proactive'>;
  /** Undefined where it is not said. */
  readonly allocatedBytes: number | undefined;
  /** Whether it takes several invocations at once: then nobody can say what one of them used. */
  readonly isShared: boolean;
}

const types = ['on-demand', 'provisioned-concurrency', 'snap-start', 'lambda-managed-instances'] as const;

/** Reads the variables that Lambda sets; undefined outside of Lambda. */
export function readLambdaEnvironment(variables: Variables = process.env): LambdaEnvironment | undefined {
  if (variables.AWS_LAMBDA_FUNCTION_NAME === undefined) return undefined;
  const initializationType = types.find((type) => type === variables.AWS_LAMBDA_INITIALIZATION_TYPE) ?? 'on-demand';
  const memoryMib = Number(variables.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
  return {
    initializationType,
    allocatedBytes: memoryMib > 0 ? memoryMib * 1_048_576 : undefined,
    isShared:
      initializationType === 'lambda-managed-instances' || Number(variables.AWS_LAMBDA_MAX_CONCURRENCY ?? 1) > 1,
  };
}
