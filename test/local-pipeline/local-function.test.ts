import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FunctionOptions } from '../../packages/local-pipeline/src/lambda/function-options.ts';
import type { InvokeFailure, InvokeResult } from '../../packages/local-pipeline/src/lambda/invoke-result.ts';
import { createFunction, type LocalFunction } from '../../packages/local-pipeline/src/lambda/local-function.ts';
import { eventually } from '../support/processes.ts';

interface Answer {
  readonly event: unknown;
  readonly invocations: number;
  readonly pid: number;
  readonly sandbox: {
    readonly environment: Readonly<Record<string, string>>;
    readonly heapLimitMb: number;
    readonly memoryLimitInMB: string;
    readonly functionArn: string;
    readonly requestId: string;
    readonly remainingMs: number;
    readonly folder: string;
  };
}

const taskRoot = fileURLToPath(new URL('./functions', import.meta.url));
const deployed: LocalFunction[] = [];
const test = suite('local-pipeline / local-function');

function deploy(options: Partial<FunctionOptions> = {}, pipelineEnvironment = {}): LocalFunction {
  const base = { name: 'probe', taskRoot, handler: 'probe.handler', memorySizeMb: 256, timeoutMs: 5000 };
  const made = createFunction({ ...base, ...options }, pipelineEnvironment);
  deployed.push(made);
  return made;
}

function answerOf(result: InvokeResult): Answer {
  assert.ok(result.ok, JSON.stringify(result));
  return result.payload as Answer;
}

test.after.each(async () => {
  await Promise.all(deployed.splice(0).map((each) => each.stop()));
});

test('a handler gets the event and its result comes back', async () => {
  const probe = deploy();

  const result = await probe.invoke({ airport: 'EDDF', text: 'Ωμέγα 😀' });

  assert.equal(answerOf(result).event, { airport: 'EDDF', text: 'Ωμέγα 😀' });
});

test('a sandbox is kept warm and used again', async () => {
  const probe = deploy();

  const first = answerOf(await probe.invoke({}));
  const second = answerOf(await probe.invoke({}));

  assert.is(second.pid, first.pid);
  assert.is(second.invocations, 2);
});

test('invocations side by side get a sandbox each, up to maxConcurrency', async () => {
  const probe = deploy({ maxConcurrency: 2 });

  const results = await Promise.all([1, 2, 3, 4].map(() => probe.invoke({ delayMs: 50 })));

  assert.is(new Set(results.map((result) => answerOf(result).pid)).size, 2);
  assert.is(probe.sandboxCount, 2);
});

test('a sandbox has the environment of Lambda, of the pipeline and its own, and nothing of its parent', async () => {
  process.env.ONLY_THE_PARENT_HAS = 'this';
  const own = { MINE: 'yes', AWS_REGION: 'eu-central-1', NODE_OPTIONS: '--no-warnings' };
  const probe = deploy({ environment: own }, { AWS_ENDPOINT_URL_KINESIS: 'http://127.0.0.1:1', MINE: 'no' });

  const { environment } = answerOf(await probe.invoke({})).sandbox;

  const { AWS_LAMBDA_RUNTIME_API, AWS_LAMBDA_LOG_STREAM_NAME, _X_AMZN_TRACE_ID, ...fixed } = environment;
  assert.match(AWS_LAMBDA_RUNTIME_API ?? '', /^127\.0\.0\.1:\d+$/);
  assert.match(AWS_LAMBDA_LOG_STREAM_NAME ?? '', /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
  assert.match(_X_AMZN_TRACE_ID ?? '', /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
  assert.equal(fixed, {
    _HANDLER: 'probe.handler',
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'probe',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/probe',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_ENDPOINT_URL_KINESIS: 'http://127.0.0.1:1',
    LANG: 'en_US.UTF-8',
    MINE: 'yes',
    NODE_OPTIONS: '--no-warnings',
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    TZ: ':UTC',
  });
});

test('what a function does to node:http and node:net does not reach its runtime', async () => {
  const blocked = `--require ${JSON.stringify(`${taskRoot}/block-network.cjs`)}`;
  const probe = deploy({ environment: { NODE_OPTIONS: blocked } });

  const first = await probe.invoke({ airport: 'EDDF' });
  const second = await probe.invoke({ throw: 'seen' });

  assert.equal(answerOf(first).event, { airport: 'EDDF' });
  assert.is((second as InvokeFailure).errorMessage, 'seen');
});

test('the memory size reaches the context and limits the heap', async () => {
  const small = deploy({ memorySizeMb: 128 });
  const large = deploy({ memorySizeMb: 1024 });

  const smallSandbox = answerOf(await small.invoke({})).sandbox;
  const largeSandbox = answerOf(await large.invoke({})).sandbox;

  assert.is(smallSandbox.memoryLimitInMB, '128');
  assert.ok(smallSandbox.heapLimitMb < 256, String(smallSandbox.heapLimitMb));
  assert.ok(largeSandbox.heapLimitMb > 900, String(largeSandbox.heapLimitMb));
});

test('the context has the ARN, a request id of its own and the time that remains', async () => {
  const probe = deploy({ timeoutMs: 60_000 });

  const first = answerOf(await probe.invoke({})).sandbox;
  const second = answerOf(await probe.invoke({})).sandbox;

  assert.is(first.functionArn, 'arn:aws:lambda:us-east-1:000000000000:function:probe');
  assert.match(first.requestId, /^[0-9a-f-]{36}$/);
  assert.is.not(first.requestId, second.requestId);
  assert.ok(first.remainingMs > 30_000 && first.remainingMs <= 60_000, String(first.remainingMs));
  assert.is(first.folder, taskRoot);
});

test('what a function logs comes line by line', async () => {
  const lines: string[] = [];
  const probe = deploy({ onLog: (line) => lines.push(line) });

  await probe.invoke({ line: 'hello' });

  assert.ok(await eventually(() => lines.some((line) => line.endsWith('INFO\thello'))), lines.join('|'));
});

test('a thrown error is a function error and the sandbox stays', async () => {
  const probe = deploy();

  const result = await probe.invoke({ throw: 'bad record' });

  assert.equal(result, { ok: false, errorType: 'TypeError', errorMessage: 'bad record' });
  assert.is(answerOf(await probe.invoke({})).invocations, 2);
});

test('a timeout kills the sandbox, even one that never lets go of its thread', async () => {
  const probe = deploy({ timeoutMs: 400 });

  const hanging = (await probe.invoke({ hang: true })) as InvokeFailure;
  const busy = (await probe.invoke({ busy: true })) as InvokeFailure;
  const after = answerOf(await probe.invoke({}));

  for (const { errorType, errorMessage } of [hanging, busy]) {
    assert.is(errorType, 'Sandbox.Timedout');
    assert.match(errorMessage, /^RequestId: [0-9a-f-]{36} Error: Task timed out after 0\.40 seconds$/);
  }
  assert.is(after.invocations, 1);
});

test('a process that exits is an exit error and the next invocation starts cold', async () => {
  const probe = deploy();

  const failed = (await probe.invoke({ exit: 7 })) as InvokeFailure;
  const silent = (await probe.invoke({ exit: 0 })) as InvokeFailure;
  const after = answerOf(await probe.invoke({}));

  assert.is(failed.errorType, 'Runtime.ExitError');
  assert.match(failed.errorMessage, /Error: Runtime exited with error: exit status 7$/);
  assert.match(silent.errorMessage, /Error: Runtime exited without providing a reason$/);
  assert.is(after.invocations, 1);
});

test('a function that cannot start fails with the error of its init', async () => {
  const broken = deploy({ handler: 'broken.handler' });
  const missing = deploy({ handler: 'probe.nothing' });

  const thrown = await broken.invoke({});
  const absent = (await missing.invoke({})) as InvokeFailure;

  assert.equal(thrown, { ok: false, errorType: 'RangeError', errorMessage: 'cannot start' });
  assert.is(absent.errorType, 'Runtime.HandlerNotFound');
  assert.is(broken.sandboxCount, 0);
});

test('a response or an event over 6 MB is refused as Lambda does', async () => {
  const probe = deploy();

  const large = (await probe.invoke({ answerBytes: 6_291_557 })) as InvokeFailure;
  const tooLarge = (await probe.invoke({ text: 'x'.repeat(6_291_557) })) as InvokeFailure;

  assert.is(large.errorType, 'Function.ResponseSizeTooLarge');
  assert.match(large.errorMessage, /\(6291559 bytes\) exceeded maximum allowed payload size \(6291556 bytes\)/);
  assert.is(tooLarge.errorType, 'RequestTooLargeException');
});

test('stop ends what is under way and what waits, and takes nothing more', async () => {
  const begun = Promise.withResolvers<void>();
  const probe = deploy({ maxConcurrency: 1, onLog: () => begun.resolve() });
  await probe.invoke({});
  const running = probe.invoke({ line: 'begun', hang: true });
  const waiting = probe.invoke({});
  await begun.promise;

  await probe.stop();
  const results = (await Promise.all([running, waiting, probe.invoke({})])) as InvokeFailure[];

  const types = results.map(({ errorType }) => errorType);
  assert.equal(types, ['Runtime.ExitError', 'ResourceNotFoundException', 'ResourceNotFoundException']);
  assert.is(probe.sandboxCount, 0);
});

test('wrong options throw with the value and the cure', () => {
  const wrong: readonly (readonly [Partial<FunctionOptions>, RegExp])[] = [
    [{ memorySizeMb: 64 }, /`memorySizeMb` is 64\. Give a whole number from 128 to 10240/],
    [{ timeoutMs: 0 }, /`timeoutMs` is 0/],
    [{ handler: 'handler' }, /`handler` is "handler"\. Give `<file without ending>\.<export>`/],
    [{ taskRoot: '/no/such/folder' }, /`taskRoot` is "\/no\/such\/folder"/],
    [{ maxConcurrency: 0 }, /`maxConcurrency` is 0/],
  ];

  for (const [options, message] of wrong) assert.throws(() => deploy(options), message);
});

test.run();
