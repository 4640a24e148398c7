import type { CollectorOptions } from '../options.ts';
import { regionFromEnvironment } from './aws-client.ts';
import type { ConfigSection } from './config-node.ts';

/** The services behind CloudWatch's OTLP endpoints, which are also the names their requests are signed for. */
const services = { traces: 'xray', metrics: 'monitoring' } as const;

/** OTLP/HTTP exporters to CloudWatch, by name; `settings` is what both have besides. */
export function cloudWatchExporters({ region }: CollectorOptions, settings: ConfigSection): ConfigSection {
  const at = (service: string) => `https://${service}.${region ?? regionFromEnvironment}.amazonaws.com`;
  return {
    'otlp_http/traces': {
      traces_endpoint: `${at(services.traces)}/v1/traces`,
      auth: { authenticator: 'sigv4auth/traces' },
      ...settings,
    },
    'otlp_http/metrics': {
      metrics_endpoint: `${at(services.metrics)}/v1/metrics`,
      auth: { authenticator: 'sigv4auth/metrics' },
      ...settings,
    },
  };
}

/** The extensions that sign their requests: one for each service. */
export function cloudWatchSigners({ region = regionFromEnvironment, roleArn }: CollectorOptions): ConfigSection {
  const signer = (service: string) => ({
    region,
    service,
    assume_role: roleArn === undefined ? undefined : { arn: roleArn, sts_region: region },
  });
  return { 'sigv4auth/traces': signer(services.traces), 'sigv4auth/metrics': signer(services.metrics) };
}
