import { BatchSpanProcessor, NoopSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { waitForInFlightExports } from '../../../packages/consumer-sdk/src/flush/in-flight-exports.ts';
import { rejects } from '../../support/rejects.ts';

const test = suite('consumer-sdk / in-flight-exports');

function exporterThat(forceFlush: () => Promise<void>): SpanExporter {
  return { export: (_spans, done) => done({ code: 0 }), shutdown: () => Promise.resolve(), forceFlush };
}

test('waits for the exporter behind every processor of the SDK’s tracer provider', async () => {
  const flushed: string[] = [];
  const processors = ['first', 'second'].map((name) => {
    const exporter = exporterThat(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      flushed.push(name);
    });
    return new BatchSpanProcessor({ exporter });
  });
  const provider = new TracerProvider({ spanProcessors: [...processors, new NoopSpanProcessor()] });

  await waitForInFlightExports(provider);

  assert.equal(flushed, ['first', 'second']);
});

test('fails as the exporter fails', async () => {
  const error = new Error('collector gone');
  const processor = new BatchSpanProcessor({ exporter: exporterThat(() => Promise.reject(error)) });

  const rejected = await rejects(waitForInFlightExports(new TracerProvider({ spanProcessors: [processor] })));

  assert.is(rejected, error);
});

const withoutFlush = new BatchSpanProcessor({
  exporter: { export: (_spans, done) => done({ code: 0 }), shutdown: () => Promise.resolve() },
});

for (const [what, provider] of Object.entries({
  'an exporter without forceFlush': new TracerProvider({ spanProcessors: [withoutFlush] }),
  'a provider without processors': new TracerProvider(),
  'a provider of another make': {},
  'a processor that keeps no list': { _activeSpanProcessor: {} },
  'a list that is none': { _activeSpanProcessor: { _spanProcessors: 'x' } },
})) {
  test(`${what} has nothing to wait for`, async () => {
    await waitForInFlightExports(provider);
  });
}

test.run();
