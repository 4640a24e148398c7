import { createKinesisHandler, type KinesisHandler } from '@kinesis-otel/consumer-sdk';
import { trace } from '@opentelemetry/api';

/** A function that uses the consumer SDK itself, and is given the layer as well. */
export const handler: KinesisHandler = createKinesisHandler<{ id: number }>(({ data }) => {
  trace
    .getTracer('own')
    .startSpan(`own ${JSON.stringify(data)}`)
    .end();
});
