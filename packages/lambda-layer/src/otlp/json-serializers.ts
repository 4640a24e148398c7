/* A bundle of its own, loaded when the first request is made in this encoding. */
export {
  JsonMetricsSerializer as metricSerializer,
  JsonTraceSerializer as traceSerializer,
} from '@opentelemetry/otlp-transformer';
