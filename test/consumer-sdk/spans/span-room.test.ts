import { type ConsumerOptions, createKinesisHandler, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import * as sdk2 from '@kinesis-otel/test-otel-sdk-2';
import { diag, ProxyTracerProvider } from '@opentelemetry/api';
import * as sdk3 from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { roomForSpans } from '../../../packages/consumer-sdk/src/spans/span-room.ts';
import { collectWarnings } from '../../support/collect-warnings.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent } from '../../support/kinesis-event.ts';
import { numberedCarrier, stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / span-room');

test.after.each(() => diag.disable());

const records = 5_000;
const event = buildKinesisEvent(Array.from({ length: records }, (_, n) => stampJson('{}', numberedCarrier(n + 1, 1))));

type Provider = NonNullable<ConsumerOptions['tracerProvider']>;

/** Tracer providers whose processor has the default queue, with what they export. */
const providers: Readonly<Record<string, () => { readonly provider: Provider; readonly exported: () => number }>> = {
  '2.x': () => {
    const exporter = new sdk2.InMemorySpanExporter();
    const spanProcessors = [new sdk2.BatchSpanProcessor(exporter)];
    const provider = new sdk2.BasicTracerProvider({ spanProcessors });
    return { provider: provider as Provider, exported: () => exporter.getFinishedSpans().length };
  },
  '3.x': () => {
    const exporter = new sdk3.InMemorySpanExporter();
    const provider = new sdk3.TracerProvider({ spanProcessors: [new sdk3.BatchSpanProcessor({ exporter })] });
    return { provider, exported: () => exporter.getFinishedSpans().length };
  },
};

for (const [version, create] of Object.entries(providers)) {
  for (const mode of ['record', 'batch'] as const) {
    test(`on SDK ${version}, ${mode} mode, every span is exported or counted as dropped, and that is said once`, async () => {
      const warnings = collectWarnings();
      const { provider, exported } = create();
      const { meterProvider, sum } = createInMemoryTelemetry();
      const options = { ...atAnyAge, maxRecordSpans: 10_000, tracerProvider: provider, meterProvider };

      if (mode === 'record') await createKinesisHandler(() => undefined, options)(event);
      else await instrumentKinesisHandler(async (_event: object) => undefined, options)(event);

      const dropped = Number(await sum('SpansDropped'));
      assert.ok(dropped > 0);
      assert.is(exported() + dropped, records + 2);
      assert.is(warnings.filter((each) => each.includes('maxQueueSize')).length, 1);
    });
  }
}

test('a provider without a queue has room for any number', () => {
  const { tracerProvider } = createInMemoryTelemetry();

  for (const provider of [tracerProvider, new ProxyTracerProvider(), {}]) {
    assert.is(roomForSpans(provider), Number.POSITIVE_INFINITY);
  }
});

test.run();
