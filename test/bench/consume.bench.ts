import { type ConsumerOptions, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { createLocalHistograms, instrumentHandlerOfHost, scopeName } from '@kinesis-otel/consumer-sdk/host';
import { jsonFormat } from '@kinesis-otel/contract';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { buildKinesisEvent, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { makePayload } from './make-payload.ts';
import { measureWaiting } from './measure-waiting.ts';
import { createNaiveHandler } from './naive-handler.ts';
import { judgeRatio, type RatioRule } from './ratio.ts';
import type { BenchResult } from './run-bench.ts';
import { carrierOf, makeContexts } from './sample-contexts.ts';
import { startOtlpSink } from './start-otlp-sink.ts';
import { type StartedSdk, startSdk } from './start-sdk.ts';

type Handle = (event: WireKinesisEvent) => Promise<unknown>;

const many = 10_000;
const few = 100;
const payloadBytes = 200;

const ratios: readonly RatioRule[] = [
  { name: 'consume.links', of: 'batch span with links', over: 'naive', target: { atMost: 0.05 } },
  { name: 'consume.sampled5', of: '5 % sampled, record spans', over: 'naive', target: { atMost: 0.12 } },
  { name: 'consume.ownSdk', of: 'batch span with links, record()', over: 'naive' },
  // The handler parses every payload here, as the naive one has to.
  { name: 'consume.linksParsing', of: 'batch span with links, parsing', over: 'naive' },
];

/**
 * A batch of 10,000 records of 200 B, each of a trace of its own, with the flush to a local endpoint: what we add, over
 * what a span for each record written by hand adds. The handlers themselves do nothing.
 */
export async function measureConsume(isSmoke: boolean): Promise<BenchResult> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const sink = await startOtlpSink(0);
  const size = isSmoke ? few : many;
  const sdks = [startSdk(sink.url), startSdk(sink.url)] as const;
  const [naive, own] = sdks;
  const local = createLocalHistograms(scopeName);
  const host = startSdk(sink.url, [local as unknown as MetricProducer]);
  const hosted = (options: ConsumerOptions, handle: Handle = nothing): Handle => {
    const { tracerProvider, meterProvider } = host;
    const all = { ...options, tracerProvider, meterProvider, flushTimeoutMs: 10_000 };
    return instrumentHandlerOfHost(async (event: WireKinesisEvent, _context?: object) => handle(event), all, {
      histograms: local,
    });
  };
  const links = hosted({ recordSpans: 'off' });
  const [allSampled, fewSampled, small] = [makeEvent(size, 1), makeEvent(size, 20), makeEvent(few, 1)];
  const cases = [
    { name: 'naive', run: () => createNaiveHandler(naive)(allSampled) },
    { name: 'batch span with links', run: () => links(allSampled) },
    { name: 'batch span with links, 100 records', run: () => links(small) },
    { name: 'batch span with links, parsing', run: bind(hosted({ recordSpans: 'off' }, parseAll), allSampled) },
    { name: '5 % sampled, record spans', run: bind(hosted({ maxRecordSpans: many }), fewSampled) },
    { name: 'batch span with links, record()', run: bind(onOwnSdk(own), allSampled) },
  ];
  const times = await measureWaiting(cases, isSmoke ? 1 : 25, isSmoke ? 1 : 8);
  await Promise.all([...sdks, host].map((sdk) => sdk.stop()));
  sink.stop();
  const judged = ratios.map((rule) => judgeRatio(rule, times));
  return { times, ratios: [...judged, judgeGrowth(times, size)] };
}

function onOwnSdk({ tracerProvider, meterProvider }: StartedSdk): Handle {
  const options = { recordSpans: 'off', flushTimeoutMs: 10_000, tracerProvider, meterProvider } as const;
  return instrumentKinesisHandler(nothing, options);
}

/** What a record costs in a batch of 10,000, over what it costs in one of 100. */
function judgeGrowth(times: BenchResult['times'], size: number): BenchResult['ratios'][number] {
  const perRecord = times.map((each) => {
    const records = each.name === 'batch span with links, 100 records' ? few : size;
    return { ...each, roundsNs: each.roundsNs.map((ns) => ns / records) };
  });
  const [of, over] = ['batch span with links', 'batch span with links, 100 records'];
  return judgeRatio({ name: 'consume.growth', of, over, target: { atMost: 1 } }, perRecord);
}

const nothing = async (_event: WireKinesisEvent): Promise<void> => undefined;

async function parseAll({ Records }: WireKinesisEvent): Promise<void> {
  for (const { kinesis } of Records) JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8'));
}

function bind(handle: Handle, event: WireKinesisEvent): () => Promise<unknown> {
  return () => handle(event);
}

/** An event as Lambda's runtime parses it, of which one record in so many is sampled. */
function makeEvent(records: number, sampledOneIn: number): WireKinesisEvent {
  const payloads = makeContexts(records).map((each, index) => {
    const traceFlags = index % sampledOneIn === 0 ? 1 : 0;
    return jsonFormat.write(makePayload(index, payloadBytes), carrierOf({ ...each, traceFlags }, index));
  });
  const stamped = payloads.filter((payload) => payload !== undefined);
  return JSON.parse(JSON.stringify(buildKinesisEvent(stamped, { arrivedAtMs: Date.now() })));
}
