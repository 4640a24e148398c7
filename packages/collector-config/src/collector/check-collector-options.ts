import { checkText, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import type { CollectorOptions } from '../options.ts';
import { checkAwsOptions } from './check-aws-options.ts';
import { checkDimensions } from './check-dimensions.ts';
import { checkExporters } from './check-exporters.ts';
import { checkMetrics } from './check-metrics.ts';
import { checkSampling } from './check-sampling.ts';
import { checkTarget } from './check-target.ts';
import type { Target } from './targets/target.ts';

const emf: readonly (keyof CollectorOptions)[] = ['namespace', 'dimensions', 'logGroup', 'logRetentionDays'];
const aws: readonly (keyof CollectorOptions)[] = ['metrics', 'region', 'roleArn'];

/** The options that a target can serve. */
const served: Readonly<Record<Target, readonly (keyof CollectorOptions)[]>> = {
  adot: [...emf, ...aws, 'sampling', 'exporters', 'listen'],
  'adot-lambda': [...emf, ...aws, 'exporters'],
  lambda: [...aws, 'sampling', 'exporters'],
  otlp: [...aws, 'sampling', 'exporters', 'listen'],
  jaeger: ['exporters', 'listen', 'jaeger'],
};

/** Every option there is, for some target. */
const known: readonly string[] = [...new Set(Object.values(served).flat())];

/** Throws for the first option that is wrong, or that the target cannot serve. */
export function checkCollectorOptions(target: Target, options: CollectorOptions): void {
  checkTarget(target);
  rejectUnknownOptions(options, known);
  rejectUnserved(target, options);
  checkAwsOptions(options);
  checkDimensions(target, options.dimensions);
  checkMetrics(options.metrics);
  checkSampling(target, options.sampling);
  checkExporters(options.exporters);
  checkText('listen', options.listen);
  checkHostPort('jaeger', options.jaeger);
  checkListen(options.listen);
}

function rejectUnserved(target: Target, options: CollectorOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || served[target].includes(name as keyof CollectorOptions)) continue;
    const others = Object.entries(served).filter(([, names]) => names.includes(name as keyof CollectorOptions));
    const cure = `Target ${target} has no use for it: leave it out, or choose ${others.map(([each]) => each).join(' or ')}.`;
    throw new KinesisOtelOptionError('INVALID_OPTION', name, value, cure);
  }
}

function checkListen(value: string | undefined): void {
  if (value === undefined || /^(?:[\w.-]+|\[[\da-f:]+\])$/i.test(value)) return;
  const cure = 'Give a host name or an address without a port, such as 0.0.0.0.';
  throw new KinesisOtelOptionError('INVALID_OPTION', 'listen', value, cure);
}

function checkHostPort(option: string, value: string | undefined): void {
  if (value === undefined || /^(?:[\w.-]+|\[[\da-f:]+\]):\d{1,5}$/i.test(value)) return;
  throw new KinesisOtelOptionError('INVALID_OPTION', option, value, 'Give host:port, such as jaeger:4317.');
}
