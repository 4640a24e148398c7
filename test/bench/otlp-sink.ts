import { createServer } from 'node:http';

/*
 * node otlp-sink.ts [delay in ms]: an OTLP endpoint that reads what it gets, and answers each request that much later.
 * A process of its own, so that what it does is nobody's time. Says its port; ends when its standard input does.
 */
const delayMs = Number(process.argv[2] ?? 0);

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    if (delayMs === 0) answer();
    else setTimeout(answer, delayMs);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : '');
});
process.stdin.resume().on('end', () => process.exit());
