import type { ConfigSection } from './config-node.ts';

/** OTLP over gRPC and HTTP, on the ports that every SDK has as its default. */
export function otlpReceiver(host: string): ConfigSection {
  return {
    otlp: { protocols: { grpc: { endpoint: `${host}:4317` }, http: { endpoint: `${host}:4318` } } },
  };
}
