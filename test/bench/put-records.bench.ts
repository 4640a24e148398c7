import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { instrumentWithDdTrace } from './dd-trace-clients.ts';
import { makePayload } from './make-payload.ts';
import { cpuTimeNs, measureWaiting } from './measure-waiting.ts';
import { loadPutter, type Putter } from './putter.ts';
import { judgeRatio, type RatioRule } from './ratio.ts';
import type { BenchResult } from './run-bench.ts';
import { startOtlpSink } from './start-otlp-sink.ts';
import { type StartedSdk, startSdk } from './start-sdk.ts';

const recordsOfCall = 500;
const putSizes = [
  { name: '200B', bytes: 200, callsARound: 16, atMost: 1.3 },
  { name: '10KiB', bytes: 10_240, callsARound: 3, atMost: 1.1 },
] as const;

/**
 * CPU time of a PutRecords of 500 through the real AWS SDK: with us over without, and with dd-trace over without.
 *
 * Ours has a real OpenTelemetry SDK that exports to a local endpoint, and dd-trace its agent there. Each way has a copy of
 * the AWS SDK to itself.
 */
export async function measurePutRecords(isSmoke: boolean): Promise<BenchResult> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const sink = await startOtlpSink(0);
  const sdk = startSdk(sink.url);
  const ways = startWays(sink.url, sdk, isSmoke);
  const cases = putSizes.flatMap(({ name, bytes, callsARound }) => {
    const payloads = Array.from({ length: recordsOfCall }, (_, index) => makePayload(index, bytes));
    return Object.entries(ways).map(([way, put]) => ({
      name: `${way} ${name}`,
      run: async () => {
        for (let call = 0; call < callsARound; call++) await put(payloads);
      },
    }));
  });
  const times = await measureWaiting(cases, isSmoke ? 1 : 41, isSmoke ? 0 : 10, cpuTimeNs);
  await sdk.stop();
  sink.stop();
  const rules = isSmoke ? putSizes.map(ofOurs) : [...putSizes.map(ofOurs), ...putSizes.map(ofDdTrace)];
  return { times, ratios: rules.map((rule) => judgeRatio(rule, times)) };
}

function startWays(url: string, { tracerProvider, meterProvider }: StartedSdk, isSmoke: boolean) {
  const plain = loadPutter();
  const ours = loadPutter((client) => void instrumentKinesisClient(client, { tracerProvider, meterProvider }));
  const ways: Record<string, Putter> = { plain, ours };
  if (isSmoke) return ways;
  // It sees every copy that is loaded after it, so it comes last.
  instrumentWithDdTrace(url);
  return { ...ways, 'dd-trace': loadPutter() };
}

type PutSize = (typeof putSizes)[number];

function ofOurs({ name, atMost }: PutSize): RatioRule {
  return { name: `putRecords.${name}`, of: `ours ${name}`, over: `plain ${name}`, target: { atMost } };
}

function ofDdTrace({ name }: PutSize): RatioRule {
  return { name: `putRecords.ddTrace.${name}`, of: `dd-trace ${name}`, over: `plain ${name}` };
}
