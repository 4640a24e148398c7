/** What was wrong with an option. */
type OptionErrorCode = "UNKNOWN_OPTION" | "INVALID_OPTION";
/** Thrown while something is being set up, and never after: names the option, the value received and the cure. */
declare class KinesisOtelOptionError extends Error {
  override readonly name = "KinesisOtelOptionError";
  readonly code: OptionErrorCode;
  /** The option's name, as the caller wrote it. */
  readonly option: string;
  /** The value the caller gave. */
  readonly received: unknown;
  constructor(code: OptionErrorCode, option: string, received: unknown, cure: string);
}
/** True for an option error of any copy of this library in the process. */
declare function isKinesisOtelOptionError(value: unknown): value is KinesisOtelOptionError;
/** CloudWatch's units: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
declare const units: readonly ["Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None"];
/** A unit that CloudWatch knows. */
type CloudWatchUnit = (typeof units)[number];
/** A metric of the user's own, to be sent beside the catalogue's. */
interface ExtraMetric {
  /** 1 to 255 ASCII characters, as CloudWatch wants it. */
  readonly name: string;
  /** Default: what awsemf makes of the instrument's own unit, which serves `ms`, `s` and `By`. */
  readonly unit?: CloudWatchUnit;
}
/** Which traces are kept. The metrics are complete whatever is kept. */
interface Sampling {
  /** Of all traces, more than 0 and at most 100. */
  readonly percent: number;
  /** Also keep every trace with an error in it. Needs all spans of a trace in one collector. Default false. */
  readonly keepErrors?: boolean;
  /** Also keep every trace that took longer, in milliseconds. Needs all spans of a trace in one collector. */
  readonly keepSlowerThanMs?: number;
}
/** One more place that everything goes to. */
interface ExtraExporter {
  /** `otlp` is OTLP over gRPC; `debug` prints what passes. */
  readonly type: "otlp" | "otlphttp" | "debug";
  /** `host:port` for `otlp`, an http or https URL for `otlphttp`, absent for `debug`. */
  readonly endpoint?: string;
  /** Sent with each request. A secret is best given as `${env:NAME}`, which the collector reads from its environment. */
  readonly headers?: Readonly<Record<string, string>>;
}
/** How the config is to be. An option that a target cannot serve is refused. */
interface CollectorOptions {
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
/** A collector that config can be written for. */
type Target = "adot" | "adot-lambda" | "lambda" | "otlp" | "jaeger";
/** Every target's name. */
declare const targetNames: readonly Target[];
/**
 * Writes the config of a collector, as commented YAML.
 *
 * @throws KinesisOtelOptionError for an unknown target or option, a value that the collector or CloudWatch would refuse,
 * and an option that the target cannot serve
 */
declare function collectorConfig(target: Target, options?: CollectorOptions): string;
/** An IAM policy. */
interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}
/** What may be done with what. */
interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string;
}
/** What the policy depends on, as given to the config. */
interface PolicyOptions {
  readonly namespace?: string;
  readonly logGroup?: string;
  /** Default: any region. */
  readonly region?: string;
  /** The account of the log group, 12 digits. Default: any account. */
  readonly account?: string;
  /** With a role, the policy is the one of the collector, which then only assumes it; the role needs the one without. */
  readonly roleArn?: string;
}
/** The least that a collector with the config of this target needs; for Jaeger, nothing. @throws KinesisOtelOptionError */
declare function leastPolicy(target: Target, options?: PolicyOptions): Policy;
export { type CloudWatchUnit, type CollectorOptions, type ExtraExporter, type ExtraMetric, KinesisOtelOptionError, type OptionErrorCode, type Policy, type PolicyOptions, type Sampling, type Statement, type Target, collectorConfig, isKinesisOtelOptionError, leastPolicy, targetNames };