import { createRequire } from 'node:module';

/**
 * Starts the real dd-trace, which instruments every copy of the AWS SDK loaded from now on, and sends to an agent at `url`.
 * Context goes into every record of a call, which by default only the first one gets.
 */
export function instrumentWithDdTrace(url: string): void {
  Object.assign(process.env, {
    DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
    DD_REMOTE_CONFIGURATION_ENABLED: 'false',
    DD_TRACE_AWS_SDK_BATCH_PROPAGATION_ENABLED: 'true',
    DD_TRACE_AWS_SDK_KINESIS_BATCH_PROPAGATION_ENABLED: 'true',
  });
  const tracer = createRequire(import.meta.url)('dd-trace').init({ url, startupLogs: false, plugins: false });
  tracer.use('aws-sdk');
}
