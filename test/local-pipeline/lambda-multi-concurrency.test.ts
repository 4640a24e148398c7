import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { deployFunction, failureOf, functionsFolder, stopFunctions } from '../support/local-lambda.ts';
import { stateOf } from '../support/processes.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-execution-environment.html
const test = suite('local-pipeline / lambda-multi-concurrency');
const extensions = [join(functionsFolder, 'layer', 'extensions', 'recorder.mjs')];
const base = { handler: 'side-by-side.handler', concurrencyPerSandbox: 6, maxConcurrency: 1 };
const environment = { AWS_LAMBDA_NODEJS_WORKER_COUNT: '2' };

interface Answer {
  readonly most: number;
  readonly pid: number;
  readonly threadId: number;
  readonly event: { readonly delayMs: number; readonly number: number };
  readonly trace: string;
  readonly environment: Readonly<Record<string, string>>;
}

test.after.each(stopFunctions);

test('one sandbox takes several events at once, as many as it may', async () => {
  const { local } = deployFunction({ ...base, environment });
  const events = Array.from({ length: 20 }, (_, number) => ({ delayMs: 30, number }));

  const results = await Promise.all(events.map((event) => local.invoke(event)));

  const answers = results.map((result) =>
    result.ok ? (result.payload as Answer) : assert.unreachable(result.errorMessage),
  );
  assert.equal(
    answers.map((answer) => (answer as Answer).event),
    events,
  );
  const all = answers as readonly Answer[];
  assert.is(new Set(all.map(({ pid }) => pid)).size, 1);
  assert.ok(all.every(({ threadId }) => threadId > 0));
  assert.ok(Math.max(...all.map(({ most }) => most)) > 1);
  assert.ok(Math.max(...all.map(({ most }) => most)) <= 6);
  assert.is(new Set(all.map(({ trace }) => trace)).size, 20);
  assert.is(local.coldStarts, 1);
});

test('the runtime is told how many, and runs as a managed instance', async () => {
  for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
    const { local } = deployFunction({ ...base, environment, runtime });

    const result = await local.invoke({ delayMs: 0 });

    assert.ok(result.ok, JSON.stringify(result));
    const { environment: seen } = result.payload as Answer;
    const { AWS_LAMBDA_MAX_CONCURRENCY, AWS_LAMBDA_INITIALIZATION_TYPE, AWS_EXECUTION_ENV, _X_AMZN_TRACE_ID } = seen;
    assert.is(AWS_LAMBDA_MAX_CONCURRENCY, '6');
    assert.is(AWS_LAMBDA_INITIALIZATION_TYPE, 'lambda-managed-instances');
    assert.is(AWS_EXECUTION_ENV, `AWS_Lambda_${runtime}`);
    assert.is(_X_AMZN_TRACE_ID, undefined);
  }
});

test('the sandbox is never frozen', async () => {
  const { local } = deployFunction({ ...base, environment });
  const result = await local.invoke({ delayMs: 0 });
  assert.ok(result.ok);

  await new Promise((resolve) => setTimeout(resolve, 200));

  assert.is.not(stateOf((result.payload as Answer).pid), 'T');
});

test('a timeout or an error fails its own invocation and no other', async () => {
  const { local } = deployFunction({ ...base, environment, timeoutMs: 400 });

  const [late, bad, good] = await Promise.all([
    local.invoke({ hang: true }),
    local.invoke({ throw: 'bad record' }),
    local.invoke({ delayMs: 50 }),
  ]);
  const after = await local.invoke({ delayMs: 0 });

  assert.is(failureOf(late).errorType, 'Sandbox.Timedout');
  assert.is(failureOf(bad).errorType, 'TypeError');
  assert.ok(good.ok && after.ok);
  assert.is((after.payload as Answer).pid, (good.payload as Answer).pid);
});

test('extensions cannot register for INVOKE', async () => {
  const refused = deployFunction({ ...base, environment, extensions, timeoutMs: 300 }, { longInitMs: 300 });
  const served = deployFunction({ ...base, environment: { ...environment, EXTENSION_EVENTS: 'SHUTDOWN' }, extensions });

  await Promise.all([refused.local.invoke({ delayMs: 0 }), served.local.invoke({ delayMs: 0 })]);

  assert.match(await refused.line('recorder registered'), /403.*Extension\.InvalidEventType/);
  assert.match(await served.line('recorder registered'), /"status":200/);
});

test('telemetry has the time of an invocation and no end of the runtime', async () => {
  const telemetry = { TELEMETRY: '["platform"]', TELEMETRY_SCHEMA: '2025-01-29', EXTENSION_EVENTS: 'SHUTDOWN' };
  const { local, line, linesWith } = deployFunction({
    ...base,
    environment: { ...environment, ...telemetry },
    extensions,
  });

  await local.invoke({ delayMs: 0 });

  assert.match(await line('"type":"platform.report"'), /"metrics":\{"durationMs":[\d.]+\}/);
  assert.is(linesWith('platform.runtimeDone').length, 0);
});

test.run();
