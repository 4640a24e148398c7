import './register-sdk.ts';
import { instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import callbacks from '../../lambda-layer/functions/callbacks.cjs';

/* Handlers as they were before promises, on a user's own SDK: each as it is, and wrapped. */
type Handlers = Readonly<Record<string, (event: never, context: never, callback: never) => unknown>>;

export const bare: Handlers = callbacks;

export const wrapped: Handlers = Object.fromEntries(
  Object.entries(bare).map(([name, handler]) => [name, instrumentKinesisHandler(handler)]),
);
