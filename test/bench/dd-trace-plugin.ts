import { createRequire } from 'node:module';

/** dd-trace's own injection into the record of a `PutRecord` call. */
export type InjectWithDdTrace = (payload: Uint8Array) => Uint8Array;

interface PutRecordRequest {
  readonly operation: 'putRecord';
  readonly params: { Data: Uint8Array; readonly PartitionKey: string; readonly StreamName: string };
}

interface KinesisPlugin {
  readonly requestInject: (span: unknown, request: PutRecordRequest) => void;
}

/** The tracer itself stands behind a proxy, which is not enough for the plugin. */
interface TracerProxy {
  readonly _tracer: { readonly _config: unknown; readonly startSpan: (name: string) => unknown };
}

/**
 * Starts the real dd-trace, with nothing instrumented and no one to send to, and calls its Kinesis plugin as its
 * diagnostics channel would.
 *
 * @throws where a payload comes back without context: then nothing would be measured
 */
export function startDdTrace(): InjectWithDdTrace {
  const load = createRequire(import.meta.url);
  Object.assign(process.env, {
    DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
    DD_REMOTE_CONFIGURATION_ENABLED: 'false',
  });
  const proxy: TracerProxy = load('dd-trace').init({ plugins: false, startupLogs: false });
  const Plugin: new (tracer: TracerProxy, config: unknown) => KinesisPlugin = load(
    'dd-trace/packages/datadog-plugin-aws-sdk/src/services/kinesis.js',
  );
  const plugin = new Plugin(proxy, proxy._tracer._config);
  const span = proxy._tracer.startSpan('aws.request');
  return (payload) => {
    const params = { Data: payload, PartitionKey: 'key', StreamName: 'orders' };
    plugin.requestInject(span, { operation: 'putRecord', params });
    return params.Data;
  };
}

/** Throws where a payload does not come back with dd-trace's context. */
export function checkInjects(inject: InjectWithDdTrace, payload: Uint8Array): void {
  const { _datadog } = JSON.parse(Buffer.from(inject(payload)).toString());
  if (typeof _datadog?.traceparent !== 'string') throw new Error('dd-trace put no context into a payload.');
}
