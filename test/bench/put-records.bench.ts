import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { instrumentWithDdTrace } from './dd-trace-clients.ts';
import { makePayload } from './make-payload.ts';
import type { CaseTimes } from './measure.ts';
import { cpuTimeNs, measureWaiting } from './measure-waiting.ts';
import { loadPutter, type Putter } from './putter.ts';
import { judgeRatio, type RatioRule } from './ratio.ts';
import type { BenchResult } from './run-bench.ts';
import { startOtlpSink } from './start-otlp-sink.ts';
import { startSdk } from './start-sdk.ts';

const recordsOfCall = 500;
/** Of the smallest carrier in a JSON payload. */
const carrierBytes = 105;
const putSizes = [
  { name: '200B', bytes: 200, callsARound: 64, atMost: 1.3 },
  { name: '10KiB', bytes: 10_240, callsARound: 6, atMost: 1.1 },
] as const;

/**
 * CPU time of a PutRecords of 500 through the real AWS SDK: with us over without, with dd-trace over without, and, for what
 * no way can do without, payloads that are only copied.
 *
 * Ours has a real OpenTelemetry SDK that exports to a local endpoint, and dd-trace its agent there. Each way has a copy of
 * the AWS SDK to itself. dd-trace is loaded when ours has been measured, and compared with a plain client of its own: it
 * weighs on all that runs in its process.
 */
export async function measurePutRecords(isSmoke: boolean): Promise<BenchResult> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const sink = await startOtlpSink(0);
  const sdk = startSdk(sink.url);
  const plain = loadPutter();
  const { tracerProvider, meterProvider } = sdk;
  const ours = loadPutter((client) => void instrumentKinesisClient(client, { tracerProvider, meterProvider }));
  const copied = loadPutter();
  const copies: Putter = (payloads) => copied(payloads.map(copyWithRoom));
  const withOurs = await measureWays({ plain, copies, ours }, isSmoke);
  const rules = [...putSizes.map(ofOurs), ...putSizes.map(ofCopies)];
  const ratios = rules.map((rule) => judgeRatio(rule, withOurs));
  const withDdTrace = isSmoke ? [] : await measureDdTrace(sink.url);
  await sdk.stop();
  sink.stop();
  const rivals = isSmoke ? [] : putSizes.map((size) => judgeRatio(ofDdTrace(size), withDdTrace));
  return { times: [...withOurs, ...withDdTrace], ratios: [...ratios, ...rivals] };
}

/** The least that leaves the caller's bytes as they are: a copy, as long as one with the smallest carrier. */
function copyWithRoom(payload: Uint8Array): Uint8Array {
  const copy = Buffer.allocUnsafe(carrierBytes + payload.length).fill(' ', 0, carrierBytes);
  copy.set(payload, carrierBytes);
  return copy;
}

function measureDdTrace(url: string): Promise<readonly CaseTimes[]> {
  const plain = loadPutter();
  // It sees every copy that is loaded after it, so it comes last.
  instrumentWithDdTrace(url);
  return measureWays({ 'plain, dd-trace loaded': plain, 'dd-trace': loadPutter() }, false);
}

/** One size after the other: what calls of 10 KiB leave behind is not for calls of 200 B to clear away. */
async function measureWays(ways: Readonly<Record<string, Putter>>, isSmoke: boolean): Promise<readonly CaseTimes[]> {
  const times: CaseTimes[] = [];
  for (const { name, bytes, callsARound } of putSizes) {
    const payloads = Array.from({ length: recordsOfCall }, (_, index) => makePayload(index, bytes));
    const cases = Object.entries(ways).map(([way, put]) => ({
      name: `${way} ${name}`,
      run: async () => {
        for (let call = 0; call < callsARound; call++) await put(payloads);
      },
    }));
    times.push(...(await measureWaiting(cases, isSmoke ? 1 : 41, isSmoke ? 0 : 10, cpuTimeNs)));
  }
  return times;
}

type PutSize = (typeof putSizes)[number];

function ofOurs({ name, atMost }: PutSize): RatioRule {
  return { name: `putRecords.${name}`, of: `ours ${name}`, over: `plain ${name}`, target: { atMost } };
}

function ofCopies({ name }: PutSize): RatioRule {
  return { name: `putRecords.copies.${name}`, of: `copies ${name}`, over: `plain ${name}` };
}

function ofDdTrace({ name }: PutSize): RatioRule {
  return { name: `putRecords.ddTrace.${name}`, of: `dd-trace ${name}`, over: `plain, dd-trace loaded ${name}` };
}
