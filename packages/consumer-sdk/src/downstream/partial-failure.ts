/** A failure that the SDK calls a success, by the name it is counted under. */
export interface PartialFailure {
  readonly error: { readonly name: string };
}

type Output = Readonly<Record<string, unknown>>;

/** What each service answers where it left something undone, and how that is told. */
const signs: readonly (readonly [name: string, isIn: (output: Output) => boolean])[] = [
  // DynamoDB BatchWriteItem; BatchExecuteStatement.
  ['UnprocessedItems', ({ UnprocessedItems }) => isAny(Object.keys(Object(UnprocessedItems)))],
  ['BatchStatementError', ({ Responses }) => isAny(Responses, (each) => Boolean(each.Error))],
  // Kinesis PutRecords; Firehose PutRecordBatch; EventBridge PutEvents.
  ['FailedRecordCount', ({ FailedRecordCount }) => Number(FailedRecordCount) > 0],
  ['FailedPutCount', ({ FailedPutCount }) => Number(FailedPutCount) > 0],
  ['FailedEntryCount', ({ FailedEntryCount }) => Number(FailedEntryCount) > 0],
  // SQS SendMessageBatch and SNS PublishBatch; S3 DeleteObjects.
  ['FailedBatchEntries', ({ Failed }) => isAny(Failed)],
  ['DeleteErrors', ({ Errors }) => isAny(Errors)],
  // Lambda Invoke; Step Functions StartSyncExecution.
  ['FunctionError', ({ FunctionError }) => typeof FunctionError === 'string'],
  [
    'ExecutionFailed',
    ({ executionArn, status }) => Boolean(executionArn) && /^(FAILED|TIMED_OUT)$/.test(String(status)),
  ],
];

/** The failure in an answer that the SDK calls a success: what the service left undone. Undefined where it did all. */
export function partialFailure(output: unknown): PartialFailure | undefined {
  const answer = Object(output) as Output;
  const sign = signs.find(([, isIn]) => isIn(answer));
  return sign && { error: { name: sign[0] } };
}

function isAny(list: unknown, matches: (each: Output) => boolean = () => true): boolean {
  return Array.isArray(list) && list.some((each) => matches(Object(each) as Output));
}
