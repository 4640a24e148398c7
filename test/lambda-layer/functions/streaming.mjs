import { trace } from '@opentelemetry/api';

export const handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('{"streamed":');
  await new Promise((resolve) => setTimeout(resolve, 5));
  trace.getTracer('streaming').startSpan('own while streaming').end();
  stream.write(`${JSON.stringify(event)}}`);
  stream.end();
});
export const failing = awslambda.streamifyResponse(async () => {
  throw new TypeError('while streaming');
});
export const promisesNothing = awslambda.streamifyResponse((_event, stream) => void stream.end('"x"'));
