import type { CloudWatchUnit } from './collector/cloudwatch-unit.ts';

/** A metric of the user's own, to be sent beside the catalogue's. */
export interface ExtraMetric {
  /** 1 to 255 ASCII characters, as CloudWatch wants it. */
  readonly name: string;
  /** Default: what awsemf makes of the instrument's own unit, which serves `ms`, `s` and `By`. */
  readonly unit?: CloudWatchUnit;
}

/** Which traces are kept. The metrics are complete whatever is kept. */
export interface Sampling {
  /** Of all traces, more than 0 and at most 100. */
  readonly percent: number;
  /** Also keep every trace with an error in it. Needs all spans of a trace in one collector. Default false. */
  readonly keepErrors?: boolean;
  /** Also keep every trace that took longer, in milliseconds. Needs all spans of a trace in one collector. */
  readonly keepSlowerThanMs?: number;
}

/** One more place that everything goes to. */
export interface ExtraExporter {
  /** `otlp` is OTLP over gRPC; `debug` prints what passes. */
  readonly type: 'otlp' | 'otlphttp' | 'debug';
  /** `host:port` for `otlp`, an http or https URL for `otlphttp`, absent for `debug`. */
  readonly endpoint?: string;
  /** Sent with each request. A secret is best given as `${env:NAME}`, which the collector reads from its environment. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** How the config is to be. An option that a target cannot serve is refused. */
export interface CollectorOptions {
  /** CloudWatch namespace. Default `KinesisLambdaPipeline`. */
  readonly namespace?: string;
  /**
   * Dimension sets beside `[Environment, Pipeline]`, each added to these two: `[['Target']]` also gives every metric
   * that has a target by target. At most 10 names a set with those two, beyond which awsemf drops the set.
   */
  readonly dimensions?: readonly (readonly string[])[];
  /** Metrics of the user's own. At most 100 with the catalogue's, which is what one EMF document may declare. */
  readonly metrics?: readonly ExtraMetric[];
  /** AWS region. Default: the collector's `AWS_REGION`. */
  readonly region?: string;
  /** ARN of a role the collector assumes, as for another account. Default: its own identity. */
  readonly roleArn?: string;
  /** Log group that EMF documents are written to. Default `/metrics/<namespace>`. */
  readonly logGroup?: string;
  /** Days until CloudWatch deletes the documents; the metrics live on. Used when the group is made. Default 7. */
  readonly logRetentionDays?: number;
  /** Default: every trace that arrives. */
  readonly sampling?: Sampling;
  readonly exporters?: readonly ExtraExporter[];
  /** Address to receive on. Default `localhost`, which serves a sidecar; a gateway needs `0.0.0.0`. */
  readonly listen?: string;
  /** Jaeger's OTLP/gRPC address, as `host:port`. Default `jaeger:4317`. */
  readonly jaeger?: string;
}

/** The options that can be left out, as they are then. */
export const defaults = {
  namespace: 'KinesisLambdaPipeline',
  logRetentionDays: 7,
  listen: 'localhost',
  jaeger: 'jaeger:4317',
} as const;

/** The log group of a namespace: a namespace may hold characters that a log group may not. */
export function logGroupOf({ namespace = defaults.namespace, logGroup }: CollectorOptions): string {
  return logGroup ?? `/metrics/${namespace.replace(/[^\w/.#-]/g, '-')}`;
}
