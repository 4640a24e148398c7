import type { CollectorOptions } from '../options.ts';
import { checkCollectorOptions } from './check-collector-options.ts';
import { adotConfig } from './targets/adot.ts';
import { adotLambdaConfig } from './targets/adot-lambda.ts';
import { jaegerConfig } from './targets/jaeger.ts';
import { lambdaConfig } from './targets/lambda.ts';
import { otlpConfig } from './targets/otlp.ts';
import type { Target } from './targets/target.ts';

const writers: Readonly<Record<Target, (options: CollectorOptions) => string>> = {
  adot: adotConfig,
  'adot-lambda': adotLambdaConfig,
  lambda: lambdaConfig,
  otlp: otlpConfig,
  jaeger: jaegerConfig,
};

/**
 * Writes the config of a collector, as commented YAML.
 *
 * @throws KinesisOtelOptionError for an unknown target or option, a value that the collector or CloudWatch would refuse,
 * and an option that the target cannot serve
 */
export function collectorConfig(target: Target, options: CollectorOptions = {}): string {
  checkCollectorOptions(target, options);
  return writers[target](options);
}
