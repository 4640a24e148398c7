/* A bundle of its own, loaded only where `KINESIS_OTEL_STAMP_STREAMS` names a stream: all others start without it. */
export { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
