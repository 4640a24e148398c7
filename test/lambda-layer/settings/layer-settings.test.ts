import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readLayerSettings } from '../../../packages/lambda-layer/src/settings/layer-settings.ts';

const test = suite('lambda-layer / settings / layer-settings');

test('nothing set gives the documented defaults, and nothing to say', () => {
  const { traces, metrics, ...settings } = readLayerSettings({ AWS_REGION: 'eu-west-1' });

  assert.equal(settings, {
    sdk: 'auto',
    attribution: 'batch',
    stampStreams: [],
    flushTimeoutMs: 500,
    metricIntervalMs: 60_000,
    metricTemporality: 'delta',
    sampler: { root: 'always_on', isParentBased: true, ratio: 1 },
    propagators: ['tracecontext', 'baggage'],
    resource: {},
    serviceName: undefined,
    maxQueuedSpans: 10_000,
    maxSpansPerRequest: 512,
    spanLimits: { attributeCountLimit: 128, attributeValueLengthLimit: Number.POSITIVE_INFINITY },
    logLevel: 'warn',
    problems: [],
  });
  const common = { headers: {}, encoding: 'http/json', isCompressed: false, timeoutMs: 10_000 };
  assert.equal(traces, { url: new URL('http://localhost:4318/v1/traces'), ...common });
  assert.equal(metrics, { url: new URL('http://localhost:4318/v1/metrics'), ...common });
});

test('every variable of the table is read', () => {
  const settings = readLayerSettings({
    KINESIS_OTEL_SDK: 'Function',
    KINESIS_OTEL_RECORD_ATTRIBUTION: 'touch',
    KINESIS_OTEL_STAMP_STREAMS: ' orders, payments ,',
    KINESIS_OTEL_FLUSH_TIMEOUT_MS: '250',
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'cumulative',
    OTEL_PROPAGATORS: 'xray,tracecontext',
    OTEL_RESOURCE_ATTRIBUTES: 'team=a%20b,deployment.environment.name=Test',
    OTEL_SERVICE_NAME: 'orders',
    OTEL_BSP_MAX_QUEUE_SIZE: '20',
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10',
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '5',
    OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '6',
    OTEL_LOG_LEVEL: 'DEBUG',
    OTEL_LOGS_EXPORTER: 'none',
  });

  const { traces: _, metrics: __, sampler: ___, ...read } = settings;
  assert.equal(read, {
    sdk: 'function',
    attribution: 'touch',
    stampStreams: ['orders', 'payments'],
    flushTimeoutMs: 250,
    metricIntervalMs: 1000,
    metricTemporality: 'cumulative',
    propagators: ['xray', 'tracecontext'],
    resource: { team: 'a b', 'deployment.environment.name': 'Test' },
    serviceName: 'orders',
    maxQueuedSpans: 20,
    maxSpansPerRequest: 10,
    spanLimits: { attributeCountLimit: 5, attributeValueLengthLimit: 6 },
    logLevel: 'debug',
    problems: [],
  });
});

const wrong: Readonly<Record<string, string>> = {
  KINESIS_OTEL_SDK: 'mine',
  KINESIS_OTEL_RECORD_ATTRIBUTION: 'yes',
  KINESIS_OTEL_FLUSH_TIMEOUT_MS: '-1',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'ftp://collector',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
  OTEL_EXPORTER_OTLP_COMPRESSION: 'zstd',
  OTEL_EXPORTER_OTLP_TIMEOUT: '10s',
  OTEL_TRACES_EXPORTER: 'zipkin',
  OTEL_METRICS_EXPORTER: 'prometheus',
  OTEL_LOGS_EXPORTER: 'otlp',
  OTEL_METRIC_EXPORT_INTERVAL: '1.5',
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'lowmemory',
  OTEL_TRACES_SAMPLER: 'jaeger_remote',
  OTEL_TRACES_SAMPLER_ARG: '5%',
  OTEL_PROPAGATORS: 'tracecontext,b3',
  OTEL_RESOURCE_ATTRIBUTES: 'no pair',
  OTEL_BSP_MAX_QUEUE_SIZE: '0',
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: 'many',
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: 'x',
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: 'x',
  OTEL_LOG_LEVEL: 'loud',
};

for (const [name, value] of Object.entries(wrong)) {
  test(`a wrong ${name} is said once, with the value and the cure, and the default used`, () => {
    const { problems, ...settings } = readLayerSettings({ [name]: value });
    const { problems: _, ...defaults } = readLayerSettings({});

    assert.is(problems.length, 1);
    assert.ok(problems[0]?.startsWith(`${name}=${JSON.stringify(value)}: give `), problems[0]);
    const expected = name === 'OTEL_PROPAGATORS' ? { ...defaults, propagators: ['tracecontext'] } : defaults;
    assert.equal(settings, expected);
  });
}

test('variables that the layer does not use are named in one line', () => {
  const { problems } = readLayerSettings({
    OTEL_EXPORTER_ZIPKIN_ENDPOINT: 'x',
    KINESIS_OTEL_STAMP_STREAM: 'orders',
    OTEL_SDK_DISABLED: 'false',
    KINESIS_OTEL_PIPELINE: 'orders',
    KINESIS_OTEL_SEMCONV_METRICS: 'true',
    KINESIS_OTEL_FORMAT: 'protobuf',
    HOTEL_NAME: 'x',
  });

  assert.equal(problems, ['not used by the layer: KINESIS_OTEL_STAMP_STREAM, OTEL_EXPORTER_ZIPKIN_ENDPOINT']);
});

test('a wrong header is said without its value, which may be a secret', () => {
  for (const value of ['secret', 'api key=secret', 'key=sec%0Aret', 'key=%E0%A4%A']) {
    const { problems, traces } = readLayerSettings({ OTEL_EXPORTER_OTLP_HEADERS: value });

    assert.equal(traces?.headers, {});
    assert.match(problems[0] ?? '', 'OTEL_EXPORTER_OTLP_HEADERS: give `name=value` pairs');
    assert.not.match(problems.join(), 'secret');
  }
});

test.run();
