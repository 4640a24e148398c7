/** Where a row stands in "Kinesis + Lambda Pipeline Performance Metrics"; `own` marks the rows that document does not have. */
export type Section = '2.1' | '2.2' | '2.3' | '2.4' | '2.5' | 'own';

/** A UCUM unit, as OTLP carries it. `1` is a ratio between 0 and 1. */
export type Unit =
  | 'ms'
  | 's'
  | 'h'
  | 'By'
  | 'GBy.s'
  | '%'
  | '1'
  | '{record}'
  | '{record}/s'
  | '{message}'
  | '{invocation}'
  | '{execution}'
  | '{request}'
  | '{error}'
  | '{event}'
  | '{unit}'
  | '{batch}'
  | '{point}'
  | '{span}'
  | '{link}'
  | '{flush}';

/** What is recorded: values, an ever-growing count, a level, or a figure worked out of other rows. */
export type Kind = 'histogram' | 'counter' | 'gauge' | 'derived';

/** Who gives the figure. A row may have several: ours where our SDK runs, AWS's where it does not. */
export type Source =
  | { readonly from: 'producer-sdk' | 'consumer-sdk' }
  | {
      readonly from: 'cloudwatch';
      readonly namespace: string;
      readonly metric: string;
      /**
       * Given where AWS documents only some statistics. A percentile target then passes when the maximum passes, and
       * is otherwise unknown.
       */
      readonly statistics?: readonly Statistic[];
    }
  | { readonly from: 'report'; readonly formula: string }
  | { readonly from: 'load-test'; readonly metric: string };

/** A statistic of the figure over the window looked at. A `ratio` is between 0 and 1; a `rate` is per second. */
export type Statistic = 'p50' | 'p95' | 'p99' | 'average' | 'maximum' | 'minimum' | 'sum' | 'ratio' | 'rate';

/** A limit that only the deployment knows. */
export type Setting =
  | 'stream capacity'
  | 'function timeout'
  | 'concurrency limit'
  | 'allocated memory'
  | 'requested load'
  | 'retention';

/** The number a figure is held against: itself, a span of numbers, or a share of a setting. */
export type Limit =
  | { readonly value: number }
  | { readonly from: number; readonly to: number }
  | { readonly percent: number; readonly of: Setting };

/** One statistic held against one number. */
export interface LimitJudgement {
  readonly by: 'limit';
  readonly statistic: Statistic;
  /** For a `ratio` of counters: the rows whose sum this row is divided by. Absent where the row is a ratio itself. */
  readonly outOf?: readonly string[];
  readonly must: 'be below' | 'be above' | 'be at most' | 'be at least' | 'equal' | 'be within';
  readonly limit: Limit;
}

/**
 * How the report judges the row.
 *
 * - `limit`: one statistic against one number.
 * - `limits`: several, all of which must hold.
 * - `preceding-window`: baselines and trends, compared with the equal window before and told as information.
 * - `match`: compared with another row and told as information.
 * - `none`: shown, never judged.
 */
export type Judgement =
  | LimitJudgement
  | { readonly by: 'limits'; readonly all: readonly LimitJudgement[] }
  | { readonly by: 'preceding-window' }
  | { readonly by: 'match'; readonly row: string }
  | { readonly by: 'none' };

/** When CloudWatch calls somebody. */
export interface Alarm {
  readonly statistic: Statistic;
  /** For a `ratio` of counters: the rows whose sum this row is divided by. */
  readonly outOf?: readonly string[];
  readonly above: Limit;
  readonly unit: Unit;
}

/** One row of the metric catalogue. Instruments, config, dashboard, alarms, report and documentation are all made from it. */
export interface Metric {
  /** The name the document gives it; for our own instruments, also their OTLP and CloudWatch name. */
  readonly name: string;
  readonly section: Section;
  /** One sentence: from what to what, of what. */
  readonly description: string;
  readonly unit: Unit;
  readonly kind: Kind;
  readonly sources: readonly Source[];
  /** The target in the document's words, for people; what the report applies is `judgement`. */
  readonly target: string;
  readonly judgement: Judgement;
  readonly alarm?: Alarm;
  /** True for the rows the document says to look at first. */
  readonly startHere?: boolean;
  /** False until this version emits or reads it. */
  readonly live: boolean;
}

/** What an instrument is made from. */
export interface Instrument {
  readonly name: string;
  readonly description: string;
  readonly unit: Unit;
  readonly kind: 'histogram' | 'counter' | 'gauge';
}

/** A row that one of our SDKs records. */
export interface InstrumentMetric extends Metric {
  readonly kind: Instrument['kind'];
}
