import type { Command } from 'commander';
import { collectorConfig } from '../collector/collector-config.ts';
import { type Target, targetNames, targets } from '../collector/targets/target.ts';
import { type CollectorOptions, defaults } from '../options.ts';
import { emit } from './emit.ts';
import { readExporter, readMetric, readNames, readNumber } from './read-flags.ts';

interface Flags extends Pick<CollectorOptions, 'namespace' | 'region' | 'logGroup' | 'listen' | 'jaeger'> {
  readonly target: Target;
  readonly dimension?: readonly string[];
  readonly metric?: readonly string[];
  readonly role?: string;
  readonly logRetentionDays?: string;
  readonly samplePercent?: string;
  readonly keepErrors?: true;
  readonly keepSlowerThanMs?: string;
  readonly exporter?: readonly string[];
  readonly out?: string;
}

const list = Object.entries(targets).map(([name, words]) => `  ${name.padEnd(12)} ${words}`);

/** `collector-config collector`: the config of a collector. */
export function addCollectorCommand(program: Command): void {
  program
    .command('collector')
    .description('Writes the config of a collector, as commented YAML.')
    .option('--target <name>', `what the config is for: ${targetNames.join(', ')}`)
    .option('--namespace <name>', `CloudWatch namespace (default: ${defaults.namespace})`)
    .option(
      '--dimension <names>',
      'one more dimension set, beside Environment,Pipeline: Target or Stream,Function; may be repeated',
      collect,
    )
    .option('--metric <name[:unit]>', 'one more metric to send; may be repeated', collect)
    .option('--region <name>', "AWS region (default: the collector's AWS_REGION)")
    .option('--role <arn>', 'role that the collector assumes')
    .option('--log-group <name>', 'log group of the EMF documents (default: /metrics/<namespace>)')
    .option('--log-retention-days <days>', `days they are kept (default: ${defaults.logRetentionDays})`)
    .option('--sample-percent <percent>', 'share of the traces to keep (default: all)')
    .option('--keep-errors', 'with --sample-percent: keep every trace with an error')
    .option('--keep-slower-than-ms <ms>', 'with --sample-percent: keep every trace that took longer')
    .option(
      '--exporter <type=endpoint[,header=value]>',
      'one more exporter: otlp=host:port, otlphttp=url or debug; may be repeated',
      collect,
    )
    .option('--listen <host>', `address to receive on; a gateway needs 0.0.0.0 (default: ${defaults.listen})`)
    .option('--jaeger <host:port>', `Jaeger's OTLP/gRPC address (default: ${defaults.jaeger})`)
    .option('--out <file>', 'file to write (default: standard output)')
    .addHelpText('after', `\nTargets:\n${list.join('\n')}`)
    .action((flags: Flags, command: Command) =>
      emit(command, flags.out, () => collectorConfig(flags.target, optionsOf(flags))),
    );
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function optionsOf(flags: Flags): CollectorOptions {
  const { namespace, region, logGroup, listen, jaeger } = flags;
  return present({
    namespace,
    region,
    logGroup,
    listen,
    jaeger,
    roleArn: flags.role,
    dimensions: flags.dimension?.map(readNames),
    metrics: flags.metric?.map(readMetric),
    logRetentionDays: readNumber(flags.logRetentionDays),
    sampling: samplingOf(flags),
    exporters: flags.exporter?.map(readExporter),
  });
}

function samplingOf({ samplePercent, keepErrors, keepSlowerThanMs }: Flags): CollectorOptions['sampling'] {
  if (samplePercent === undefined && keepErrors === undefined && keepSlowerThanMs === undefined) return undefined;
  return present({
    percent: readNumber(samplePercent) as number,
    keepErrors,
    keepSlowerThanMs: readNumber(keepSlowerThanMs),
  });
}

/** Without the members that are undefined. */
function present<T extends object>(members: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof T]: Exclude<T[Name], undefined> };
}
