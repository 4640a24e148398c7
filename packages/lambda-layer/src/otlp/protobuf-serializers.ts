/* A file of its own, loaded only for `http/protobuf`. */
export {
  ProtobufMetricsSerializer as metricSerializer,
  ProtobufTraceSerializer as traceSerializer,
} from '@opentelemetry/otlp-transformer';
