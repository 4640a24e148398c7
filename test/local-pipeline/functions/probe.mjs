import v8 from 'node:v8';

let invocations = 0;
const hoard = [];

process.on('SIGTERM', () => {
  console.log('SIGTERM came');
  if (process.env.IGNORE_SIGTERM === undefined) setTimeout(() => process.exit(0), 10);
});

/** Does what the event asks for, so that a test can see every way an invocation ends. */
export const handler = async (event, context) => {
  invocations++;
  if (event.line) console.log(event.line);
  if (event.throw !== undefined) throw new TypeError(event.throw);
  if (event.exit !== undefined) process.exit(event.exit);
  if (event.signal !== undefined) process.kill(process.pid, event.signal);
  if (event.laterMs) setTimeout(() => console.log('later'), event.laterMs);
  if (event.throwLaterMs) setTimeout(() => throwLater(), event.throwLaterMs);
  if (event.hang) await new Promise(() => setTimeout(() => {}, 1_000_000));
  if (event.busy) for (;;);
  if (event.hoard) for (;;) hoard.push(new Array(100_000).fill({}));
  if (event.answerBytes) return 'x'.repeat(event.answerBytes);
  if (event.delayMs) await new Promise((resolve) => setTimeout(resolve, event.delayMs));
  return { event, invocations, pid: process.pid, sandbox: describeSandbox(context) };
};

function throwLater() {
  throw new RangeError('nobody catches this');
}

function describeSandbox(context) {
  return {
    environment: { ...process.env },
    heapLimitMb: v8.getHeapStatistics().heap_size_limit / 1024 / 1024,
    memoryLimitInMB: context.memoryLimitInMB,
    functionArn: context.invokedFunctionArn,
    requestId: context.awsRequestId,
    remainingMs: context.getRemainingTimeInMillis(),
    folder: process.cwd(),
  };
}

export const notAFunction = 1;
