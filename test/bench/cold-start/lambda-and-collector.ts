import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a cold start talks to: Lambda's Extensions API, which registers and then has no event, and an OTLP receiver. */
export interface LambdaAndCollector {
  readonly address: string;
  readonly stop: () => void;
}

export async function startLambdaAndCollector(): Promise<LambdaAndCollector> {
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/event/next')) return;
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json', 'lambda-extension-identifier': 'bench' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
