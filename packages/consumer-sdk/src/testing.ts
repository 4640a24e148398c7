export {
  buildInvocationContext,
  type InvocationContextOptions,
  type TestInvocationContext,
} from './testing/build-invocation-context.ts';
export {
  buildKinesisEvent,
  type KinesisEventOptions,
  type TestKinesisEvent,
  type TestKinesisEventRecord,
} from './testing/build-kinesis-event.ts';
export { buildKinesisEvents, type KinesisEventsOptions } from './testing/build-kinesis-events.ts';
export type { TestFormat, TestRecord, TestTraceContext } from './testing/test-record.ts';
