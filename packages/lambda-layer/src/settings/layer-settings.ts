import type { Variables } from '@kinesis-otel/contract';
import { readKeyValueList } from './key-value-list.ts';
import { type OtlpSettings, readOtlpSettings } from './otlp-settings.ts';
import { readSamplerSettings, type SamplerSettings } from './sampler-settings.ts';
import { createVariableReader, type VariableReader } from './variable-reader.ts';

/** Everything the layer is told, by environment variables only. */
export interface LayerSettings {
  /** Whose SDK makes the spans: `auto` is the function's where it has one. */
  readonly sdk: 'auto' | 'layer' | 'function';
  readonly attribution: 'batch' | 'touch';
  /** Streams whose records may be stamped; `*` is every one. */
  readonly stampStreams: readonly string[];
  /** How long a flush may take, in milliseconds. */
  readonly flushTimeoutMs: number;
  /** Undefined: not to be sent. */
  readonly traces: OtlpSettings | undefined;
  readonly metrics: OtlpSettings | undefined;
  /** Metrics are sent at most this often, in milliseconds. */
  readonly metricIntervalMs: number;
  readonly metricTemporality: 'delta' | 'cumulative';
  readonly sampler: SamplerSettings;
  readonly propagators: readonly PropagatorName[];
  readonly resource: Readonly<Record<string, string>>;
  readonly serviceName: string | undefined;
  /** Spans that wait for a flush at most. */
  readonly maxQueuedSpans: number;
  /** Spans in one request at most. */
  readonly maxSpansPerRequest: number;
  readonly spanLimits: { readonly attributeCountLimit: number; readonly attributeValueLengthLimit: number };
  readonly logLevel: LogLevel;
  /** What was wrong with the variables, a line each. */
  readonly problems: readonly string[];
}

const propagatorNames = ['tracecontext', 'baggage', 'xray', 'none'] as const;
export type PropagatorName = (typeof propagatorNames)[number];

const logLevels = ['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Reads the variables. Never throws: what is wrong is noted, and the default used. */
export function readLayerSettings(variables: Variables): LayerSettings {
  const reader = createVariableReader(variables);
  const settings = {
    sdk: reader.oneOf('KINESIS_OTEL_SDK', ['auto', 'layer', 'function'], 'auto'),
    attribution: reader.oneOf('KINESIS_OTEL_RECORD_ATTRIBUTION', ['batch', 'touch'], 'batch'),
    stampStreams: reader.list('KINESIS_OTEL_STAMP_STREAMS'),
    flushTimeoutMs: reader.number('KINESIS_OTEL_FLUSH_TIMEOUT_MS', 500, 0, 900_000),
    traces: readOtlpSettings('traces', reader),
    metrics: readOtlpSettings('metrics', reader),
    metricIntervalMs: reader.number('OTEL_METRIC_EXPORT_INTERVAL', 60_000, 0, 3_600_000),
    metricTemporality: reader.oneOf(
      'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
      ['delta', 'cumulative'],
      'delta',
    ),
    sampler: readSamplerSettings(reader),
    propagators: readPropagators(reader),
    resource: readResource(reader),
    serviceName: reader.text('OTEL_SERVICE_NAME'),
    maxQueuedSpans: reader.number('OTEL_BSP_MAX_QUEUE_SIZE', 10_000, 1, 1_000_000),
    maxSpansPerRequest: reader.number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 512, 1, 1_000_000),
    spanLimits: {
      attributeCountLimit: reader.number('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 128, 0, 1_000_000),
      attributeValueLengthLimit: reader.number(
        'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
        Number.POSITIVE_INFINITY,
        0,
        1_000_000_000,
      ),
    },
    logLevel: reader.oneOf('OTEL_LOG_LEVEL', logLevels, 'warn'),
  };
  // There are no logs to send, whatever is asked for.
  reader.oneOf('OTEL_LOGS_EXPORTER', ['none'], 'none');
  noteUnused(variables, reader);
  return { ...settings, problems: reader.problems };
}

function readPropagators(reader: VariableReader): readonly PropagatorName[] {
  const words = reader.list('OTEL_PROPAGATORS').map((word) => word.toLowerCase());
  if (words.length === 0) return ['tracecontext', 'baggage'];
  const found = words.filter((word): word is PropagatorName => propagatorNames.includes(word as PropagatorName));
  if (found.length < words.length) {
    reader.reject('OTEL_PROPAGATORS', `give some of ${propagatorNames.join(', ')}. What is none of them is left out.`);
  }
  return found;
}

function readResource(reader: VariableReader): Readonly<Record<string, string>> {
  const attributes = readKeyValueList(reader.text('OTEL_RESOURCE_ATTRIBUTES') ?? '');
  if (attributes !== undefined) return attributes;
  reader.reject('OTEL_RESOURCE_ATTRIBUTES', 'give `key=value` pairs between commas, percent-encoded. None is used.');
  return {};
}

/** Read by the exec wrapper, or by the SDKs the layer is made of. */
const readElsewhere = [
  'OTEL_SDK_DISABLED',
  'KINESIS_OTEL_PIPELINE',
  'KINESIS_OTEL_ENVIRONMENT',
  'KINESIS_OTEL_FORMAT',
  'KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES',
  'KINESIS_OTEL_DEBUG',
  'KINESIS_OTEL_XRAY',
  'KINESIS_OTEL_SEMCONV_METRICS',
];

/** A variable that does nothing is named, so that nobody waits for what it would do. */
function noteUnused(variables: Variables, reader: VariableReader): void {
  const unused = Object.keys(variables).filter(
    (name) => /^(KINESIS_)?OTEL_/.test(name) && !reader.known.has(name) && !readElsewhere.includes(name),
  );
  if (unused.length > 0) reader.note(`not used by the layer: ${unused.sort().join(', ')}`);
}
