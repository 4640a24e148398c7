import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { stampJson } from '../support/sample-carrier.ts';
import type { CaseTimes } from './measure.ts';
import { measureWaiting } from './measure-waiting.ts';
import { judgeNumber, judgeRatio } from './ratio.ts';
import type { BenchResult } from './run-bench.ts';
import { startOtlpSink } from './start-otlp-sink.ts';
import { startSdk } from './start-sdk.ts';

/** A collector in the same region, as far as time goes. */
const roundTripMs = 20;
const budgetMs = 500;
const laterInvocations = 60;
const event = buildKinesisEvent(Array.from({ length: 100 }, () => stampJson('{}')));

/** What a flush costs an invocation: where the collector answers, and where it does not. */
export async function measureFlush(isSmoke: boolean): Promise<BenchResult> {
  const answering = await measureAnswering(isSmoke);
  const dead = [];
  for (const start of [startHanging, startRefusing, startDripping]) dead.push(await measureDead(start));
  const first = Math.max(...dead.map(({ firstMs }) => firstMs));
  const later = Math.max(...dead.map(({ laterMs }) => laterMs));
  const vsRoundTrip = { name: 'flush.vsRoundTrip', of: 'invocation with its flush', over: 'one round trip' };
  return {
    times: [...answering, ...dead.flatMap(({ times }) => times)],
    ratios: [
      judgeRatio({ ...vsRoundTrip, target: { atMost: 1.2 } }, answering),
      // A timer may come a little late.
      judgeNumber('flush.deadCollectorMs.first', first, { atMost: budgetMs * 1.05 }),
      judgeNumber('flush.deadCollectorMs.later', later, { atMost: 5 }),
    ],
  };
}

async function measureAnswering(isSmoke: boolean): Promise<readonly CaseTimes[]> {
  const sink = await startOtlpSink(roundTripMs);
  const sdk = startSdk(sink.url);
  const handle = createHandler(sdk);
  const agent = new Agent({ keepAlive: true });
  const cases = [
    { name: 'invocation with its flush', run: () => handle(event) },
    { name: 'one round trip', run: () => post(sink.url, agent) },
  ];
  const times = await measureWaiting(cases, isSmoke ? 1 : 40, isSmoke ? 1 : 10);
  await sdk.stop();
  agent.destroy();
  sink.stop();
  return times;
}

interface DeadCollector {
  readonly name: string;
  readonly url: string;
  readonly stop: () => void;
}

/** Of the later invocations the slowest but for one in twenty counts: other programs on the machine are not ours. */
async function measureDead(start: () => Promise<DeadCollector>) {
  const { name, url, stop } = await start();
  const sdk = startSdk(url);
  const handle = createHandler(sdk);
  const once = [{ name: `first invocation, ${name}`, run: () => handle(event) }];
  const first = await measureWaiting(once, 1, 0);
  const again = [{ name: `later invocation, ${name}`, run: () => handle(event) }];
  const later = await measureWaiting(again, laterInvocations, 0);
  stop();
  void sdk.stop();
  return { times: [...first, ...later], firstMs: nearlySlowestMs(first), laterMs: nearlySlowestMs(later) };
}

function nearlySlowestMs(times: readonly CaseTimes[]): number {
  const sorted = times.flatMap(({ roundsNs }) => roundsNs).toSorted((one, other) => one - other);
  return (sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN) / 1e6;
}

function createHandler({ tracerProvider, meterProvider }: ReturnType<typeof startSdk>) {
  const options = { tracerProvider, meterProvider, flushTimeoutMs: budgetMs };
  return instrumentKinesisHandler(async (_event: object) => undefined, options);
}

function startHanging(): Promise<DeadCollector> {
  return startServer('a collector that hangs', () => undefined);
}

function startDripping(): Promise<DeadCollector> {
  return startServer('a collector that drips', (write) => {
    const timer = setInterval(write, 50);
    timer.unref();
  });
}

async function startRefusing(): Promise<DeadCollector> {
  const { url, stop } = await startServer('', () => undefined);
  stop();
  return { name: 'a collector that refuses', url, stop: () => undefined };
}

async function startServer(name: string, answer: (write: () => void) => void): Promise<DeadCollector> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    answer(() => response.write(' '));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { name, url: `http://127.0.0.1:${port}`, stop };
}

async function post(url: string, agent: Agent): Promise<void> {
  const outgoing = request(`${url}/v1/traces`, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json' },
  });
  outgoing.end('{}');
  const [response] = await once(outgoing, 'response');
  await once(response.resume(), 'end');
}
