/** Handlers that write their answer: the runtime checks nothing of it. */
const stream = awslambda.streamifyResponse;

export const json = stream(async (event, answer) => answer.end(JSON.stringify({ streamed: event })));
export const text = stream(async (_event, answer) => answer.end('not JSON'));
export const nothing = stream(async (_event, answer) => answer.end());
export const half = stream(async (_event, answer) => {
  answer.write('{"half":');
  await new Promise((resolve) => setTimeout(resolve, 5));
  throw new TypeError('in the middle');
});
