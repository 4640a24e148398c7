import type { Variables } from '@kinesis-otel/contract';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { LayerSettings } from '../settings/layer-settings.ts';

/**
 * What every span and point is about, by the conventions for Lambda
 * (https://opentelemetry.io/docs/specs/semconv/resource/faas/); what `OTEL_RESOURCE_ATTRIBUTES` says goes before it.
 */
export function functionResource(
  { resource, serviceName }: Pick<LayerSettings, 'resource' | 'serviceName'>,
  variables: Variables,
): Resource {
  const name = variables.AWS_LAMBDA_FUNCTION_NAME;
  const memoryMb = Number(variables.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
  const found = {
    'service.name': serviceName ?? resource['service.name'] ?? name ?? 'unknown_service:node',
    'cloud.provider': 'aws',
    'cloud.platform': 'aws_lambda',
    'cloud.region': variables.AWS_REGION,
    'faas.name': name,
    'faas.version': variables.AWS_LAMBDA_FUNCTION_VERSION,
    'faas.instance': variables.AWS_LAMBDA_LOG_STREAM_NAME,
    'faas.max_memory': memoryMb > 0 ? memoryMb * 1024 * 1024 : undefined,
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.distro.name': 'kinesis-otel-layer',
  };
  const own = serviceName === undefined ? resource : { ...resource, 'service.name': serviceName };
  const known = Object.entries({ ...found, ...own }).filter(([, value]) => value !== undefined);
  return resourceFromAttributes(Object.fromEntries(known));
}
