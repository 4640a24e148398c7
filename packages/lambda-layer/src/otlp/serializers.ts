import type { ISerializer } from '@opentelemetry/otlp-transformer';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { OtlpSettings } from '../settings/otlp-settings.ts';

/** What turns telemetry into the bytes of a request. */
export interface Serializers {
  readonly traceSerializer: Pick<ISerializer<ReadableSpan[], unknown>, 'serializeRequest'>;
  readonly metricSerializer: Pick<ISerializer<ResourceMetrics, unknown>, 'serializeRequest'>;
}

/** Loads those of an encoding, each a file of its own: nobody needs both, and nothing is sent before the first answer. */
export type LoadSerializers = (encoding: OtlpSettings['encoding']) => Serializers;
