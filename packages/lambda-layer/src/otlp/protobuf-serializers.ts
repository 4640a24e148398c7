/* A bundle of its own, loaded when the first request is made in this encoding. */
export {
  ProtobufMetricsSerializer as metricSerializer,
  ProtobufTraceSerializer as traceSerializer,
} from '@opentelemetry/otlp-transformer';
