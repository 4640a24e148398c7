import { flushAtShutdown } from '../../packages/consumer-sdk/src/flush/flush-at-shutdown.ts';

/* A process that flushes when it is told to end, says so, and stays until then. */
const request = { tracerProvider: {}, meterProvider: {}, remainingMs: undefined } as never;
flushAtShutdown(
  async ({ isLast }) => {
    console.log(`flushed, isLast=${isLast}`);
    return 'flushed';
  },
  () => request,
);
setInterval(() => undefined, 1_000);
console.log('ready');
