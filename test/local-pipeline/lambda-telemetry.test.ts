import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  answerOf,
  type DeployedFunction,
  deployFunction,
  functionsFolder,
  recycleIdle,
  stopFunctions,
} from '../support/local-lambda.ts';
import { eventually } from '../support/processes.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html and .../telemetry-schema-reference.html
const test = suite('local-pipeline / lambda-telemetry');
const extensions = [join(functionsFolder, 'layer', 'extensions', 'recorder.mjs')];

interface Told {
  readonly time: string;
  readonly type: string;
  readonly record: Record<string, unknown> & { readonly metrics?: Readonly<Record<string, number>> };
}

test.after.each(stopFunctions);

function told({ linesWith }: DeployedFunction): readonly Told[] {
  const marker = 'recorder telemetry ';
  return linesWith(marker).map((line) => JSON.parse(line.slice(line.indexOf(marker) + marker.length)));
}

async function waitFor(deployed: DeployedFunction, type: string, count = 1): Promise<readonly Told[]> {
  const found = (): readonly Told[] => told(deployed).filter((each) => each.type === type);
  assert.ok(await eventually(() => found().length >= count), `${count} ${type} in ${deployed.lines.join(' | ')}`);
  return found();
}

test('a cold invocation is told from init to report, in order', async () => {
  // One environment: the second invocation may come before the first one's extension is done.
  const environment = { TELEMETRY: '["platform","function"]' };
  const probe = deployFunction({ extensions, environment, maxConcurrency: 1 });

  const first = answerOf(await probe.local.invoke({ line: 'from the handler' }));
  await probe.local.invoke({ delayMs: 100 });
  await waitFor(probe, 'platform.report');

  const types = told(probe).map(({ type }) => type);
  const expected = ['initStart', 'telemetrySubscription', 'initRuntimeDone', 'initReport', 'extension', 'start'];
  assert.equal(
    types.slice(0, 6),
    expected.map((name) => `platform.${name}`),
  );
  assert.equal(types.slice(6, 9), ['function', 'platform.runtimeDone', 'platform.report']);
  const ids = told(probe)
    .filter(({ type }) => /\.(start|runtimeDone|report)$/.test(type))
    .slice(0, 3);
  for (const { record } of ids) assert.is(record.requestId, first.sandbox.requestId);
});

test('a report has durations, billing and memory; only a cold one has the init', async () => {
  const probe = deployFunction({
    extensions,
    environment: { TELEMETRY: '["platform"]' },
    memorySizeMb: 512,
    maxConcurrency: 1,
  });

  await probe.local.invoke({ delayMs: 20 });
  await probe.local.invoke({ delayMs: 20 });
  await recycleIdle(probe.local);
  const [cold, warm] = (await waitFor(probe, 'platform.report', 2)).map(({ record }) => record);

  const {
    durationMs = 0,
    billedDurationMs,
    initDurationMs = 0,
    memorySizeMB,
    maxMemoryUsedMB = 0,
  } = cold?.metrics ?? {};
  assert.is(cold?.status, 'success');
  assert.ok(durationMs >= 19, String(durationMs));
  assert.ok(initDurationMs > 0, String(initDurationMs));
  assert.is(billedDurationMs, Math.ceil(durationMs + initDurationMs));
  assert.is(memorySizeMB, 512);
  assert.ok(maxMemoryUsedMB > 20 && maxMemoryUsedMB < 512, String(maxMemoryUsedMB));
  assert.is(warm?.metrics?.initDurationMs, undefined);
  assert.is(warm?.metrics?.billedDurationMs, Math.ceil(warm?.metrics?.durationMs ?? 0));
});

test('init is told with its type, phase and time', async () => {
  const probe = deployFunction({ extensions, environment: { TELEMETRY: '["platform"]' } });

  await probe.local.invoke({ delayMs: 100 });
  const [start] = await waitFor(probe, 'platform.initStart');
  const [report] = await waitFor(probe, 'platform.initReport');
  const [extension] = await waitFor(probe, 'platform.extension');

  const { initializationType, phase, runtimeVersion, functionName } = start?.record ?? {};
  assert.equal([initializationType, phase, runtimeVersion, functionName], ['on-demand', 'init', 'nodejs24.x', 'probe']);
  assert.is(report?.record.status, 'success');
  assert.ok(Number(report?.record.metrics?.durationMs) > 0);
  assert.equal(extension?.record, { name: 'recorder.mjs', state: 'Ready', events: ['INVOKE', 'SHUTDOWN'] });
  assert.is(new Date(start?.time ?? '').toISOString(), start?.time);
});

test('an invocation that fails or takes too long is told by its status', async () => {
  const options = { extensions, environment: { TELEMETRY: '["platform"]' }, timeoutMs: 400, maxConcurrency: 1 };
  const probe = deployFunction(options, { runtimeShutdownMs: 50 });

  await probe.local.invoke({ throw: 'bad record' });
  await probe.local.invoke({ hang: true });
  const done = await waitFor(probe, 'platform.runtimeDone', 2);
  const reports = await waitFor(probe, 'platform.report', 2);

  const expected = [
    ['error', 'TypeError'],
    ['timeout', undefined],
  ];
  assert.equal(
    done.map(({ record }) => [record.status, record.errorType]),
    expected,
  );
  assert.equal(
    reports.map(({ record }) => [record.status, record.errorType]),
    expected,
  );
});

test('a subscriber gets the types it asked for and no others', async () => {
  const probe = deployFunction({ extensions, environment: { TELEMETRY: '["function"]' } });

  await probe.local.invoke({ line: 'from the handler', delayMs: 100 });
  const [line] = await waitFor(probe, 'function');

  assert.match(String(line?.record), /INFO\tfrom the handler$/);
  assert.equal([...new Set(told(probe).map(({ type }) => type))], ['function']);
});

test('a subscription that Lambda would refuse is refused', async () => {
  const probe = deployFunction({
    extensions,
    environment: { TELEMETRY: '["platform"]', TELEMETRY_SCHEMA: '2020-08-15' },
  });

  await probe.local.invoke({});

  assert.match(await probe.line('recorder subscribed'), /"status":400.*schemaVersion/);
});

// "Subscription occurs during the extension initialization phase."
test('nobody subscribes once init is over', async () => {
  const internal = `--import ${JSON.stringify(join(functionsFolder, 'internal-extension.mjs'))}`;
  const probe = deployFunction({ environment: { NODE_OPTIONS: internal, SUBSCRIBE_LATE: '1' } });

  await probe.local.invoke({});

  assert.match(await probe.line('subscribed late'), /403/);
});

test.run();
