import type { createInstrumentSend } from './aws-clients/instrument-send.ts';
import type { instrumentKinesisClient } from './aws-clients/stamping.ts';
import type { wrapForCallbacks } from './invocation/callbacks.ts';
import type { openMetricsOutbox, openSpansOutbox } from './otlp/open-outbox.ts';
import type { metricSerializer, traceSerializer } from './otlp/protobuf-serializers.ts';
import type { attributingProvider } from './touch/attributing-provider.ts';
import type { createPrepareBatch } from './touch/prepare-touched-batch.ts';

/**
 * Parts of the layer in files of their own, which whoever needs them first loads: most functions start without them.
 * `src/build/bundle.ts` makes the files.
 */
export interface LazyParts {
  /** For the first call of the AWS SDK. */
  readonly awsClients: () => { readonly createInstrumentSend: typeof createInstrumentSend };
  /** For the runtimes before nodejs24.x. */
  readonly callbacks: () => { readonly wrapForCallbacks: typeof wrapForCallbacks };
  /** For the first flush, which comes after the first answer. */
  readonly exporter: () => {
    readonly openMetricsOutbox: typeof openMetricsOutbox;
    readonly openSpansOutbox: typeof openSpansOutbox;
  };
  /** For `http/protobuf`. */
  readonly protobuf: () => {
    readonly metricSerializer: typeof metricSerializer;
    readonly traceSerializer: typeof traceSerializer;
  };
  /** Where `KINESIS_OTEL_STAMP_STREAMS` names a stream. */
  readonly stamping: () => { readonly instrumentKinesisClient: typeof instrumentKinesisClient };
  /** For `KINESIS_OTEL_RECORD_ATTRIBUTION=touch`. */
  readonly touch: () => {
    readonly attributingProvider: typeof attributingProvider;
    readonly createPrepareBatch: typeof createPrepareBatch;
  };
}

/** The files beside this one, in the layer. */
export const lazyParts: LazyParts = {
  awsClients: () => require('./aws-clients.cjs'),
  callbacks: () => require('./callbacks.cjs'),
  exporter: () => require('./exporter.cjs'),
  protobuf: () => require('./protobuf.cjs'),
  stamping: () => require('./stamping.cjs'),
  touch: () => require('./touch.cjs'),
};
