import type { ConsumerSettings } from './env.ts';

/** The dimensions every point of the consumer carries. */
export type ConsumerDimensions = Readonly<{ Environment: string; Pipeline: string; 'faas.instance'?: string }>;

/**
 * Decides the dimensions of what is measured.
 *
 * @param streamName the pipeline where the settings name none
 */
export function consumerDimensions(
  streamName: string,
  { environment, pipeline, instance }: Pick<ConsumerSettings, 'environment' | 'pipeline' | 'instance'>,
): ConsumerDimensions {
  return {
    Environment: environment,
    Pipeline: pipeline ?? streamName,
    ...(instance === undefined ? {} : { 'faas.instance': instance }),
  };
}
