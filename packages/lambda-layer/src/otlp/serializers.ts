/* A bundle of its own, loaded when the first request is made, which is after the first answer: half of it is never needed. */
export {
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
