/** What of Lambda's context object is read or, before nodejs24.x, called. */
export interface LambdaContext {
  readonly awsRequestId?: string;
  readonly invokedFunctionArn?: string;
  readonly functionName?: string;
  /** Where several events are taken at once; else it is in the environment. */
  readonly xRayTraceId?: string;
  readonly callbackWaitsForEmptyEventLoop?: boolean;
  getRemainingTimeInMillis?(): number;
}
