/* A file of its own, loaded only on the runtimes before nodejs24.x. */
export { wrapForCallbacks } from '@kinesis-otel/consumer-sdk/host';
