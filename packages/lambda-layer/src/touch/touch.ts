/* A file of its own, loaded only for `KINESIS_OTEL_RECORD_ATTRIBUTION=touch`. */
export { attributingProvider } from './attributing-provider.ts';
export { createPrepareBatch } from './prepare-touched-batch.ts';
