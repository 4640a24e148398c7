/** What of Lambda's context object is used; each part may be absent, as in a test. */
export interface LambdaContext {
  readonly awsRequestId?: string;
  readonly functionName?: string;
  readonly invokedFunctionArn?: string;
  /** X-Ray's header, where several invocations share a process; else it is in the environment. */
  readonly xRayTraceId?: string;
  getRemainingTimeInMillis?(): number;
}
