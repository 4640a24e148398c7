import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type OtlpSettings, readOtlpSettings } from '../../../packages/lambda-layer/src/settings/otlp-settings.ts';
import { createVariableReader } from '../../../packages/lambda-layer/src/settings/variable-reader.ts';

const test = suite('lambda-layer / settings / otlp-settings');

function read(signal: 'traces' | 'metrics', variables: Readonly<Record<string, string>>): OtlpSettings | undefined {
  return readOtlpSettings(signal, createVariableReader(variables));
}

test("a shared endpoint gets the signal's path, one of the signal's own is used as it stands", () => {
  const shared = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector/base/?key=1' };

  assert.is(read('traces', shared)?.url.href, 'https://collector/base/v1/traces?key=1');
  assert.is(read('metrics', shared)?.url.href, 'https://collector/base/v1/metrics?key=1');
  const own = { ...shared, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://other/spans' };
  assert.is(read('traces', own)?.url.href, 'http://other/spans');
});

test('a variable of the signal goes before the shared one', () => {
  const variables = {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'none',
    OTEL_EXPORTER_OTLP_TIMEOUT: '100',
    OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: '200',
    OTEL_EXPORTER_OTLP_HEADERS: 'a=1,b=2',
    OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'b=3%204',
  };

  const { url: _, ...traces } = read('traces', variables) as OtlpSettings;
  const { url: __, ...metrics } = read('metrics', variables) as OtlpSettings;

  assert.equal(traces, { encoding: 'http/protobuf', isCompressed: true, timeoutMs: 100, headers: { a: '1', b: '2' } });
  const own = {
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'none',
    OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '300',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'a=0',
  };
  const { url: ___, ...ownTraces } = read('traces', { ...variables, ...own }) as OtlpSettings;
  assert.equal(ownTraces, {
    encoding: 'http/json',
    isCompressed: false,
    timeoutMs: 300,
    headers: { a: '0', b: '2' },
  });
  assert.equal(metrics, { encoding: 'http/json', isCompressed: false, timeoutMs: 200, headers: { a: '1', b: '3 4' } });
});

test('an exporter `none` sends nothing', () => {
  assert.is(read('traces', { OTEL_TRACES_EXPORTER: 'none' }), undefined);
  assert.is(read('metrics', { OTEL_METRICS_EXPORTER: 'none' }), undefined);
});

test.run();
