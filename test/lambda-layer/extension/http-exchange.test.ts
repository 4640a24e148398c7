import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openHttpExchange } from '../../../packages/lambda-layer/src/extension/http-exchange.ts';
import { rejects } from '../../support/rejects.ts';

const test = suite('lambda-layer / extension / http-exchange');
const servers: (Server | TcpServer)[] = [];
const request = { method: 'POST', path: '/x', headers: { name: 'value' }, body: 'päyload', isAwaited: true } as const;

test.after.each(() => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function listening(server: Server | TcpServer): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a request arrives as it was made, and the reply comes back, over one connection', async () => {
  const seen: unknown[] = [];
  const ports = new Set<number | undefined>();
  const address = await listening(
    createServer(async (incoming, response) => {
      let text = '';
      for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
      ports.add(incoming.socket.remotePort);
      seen.push([incoming.method, incoming.url, incoming.headers.name, text]);
      response.writeHead(201, { 'X-Id': '7' }).end(text);
    }),
  );
  const exchange = openHttpExchange(address);

  const first = await exchange(request);
  const second = await exchange({ ...request, method: 'GET', body: '' });

  assert.equal(seen, [
    ['POST', '/x', 'value', 'päyload'],
    ['GET', '/x', 'value', ''],
  ]);
  assert.equal([first.status, first.headers['x-id'], first.body, second.body], [201, '7', 'päyload', '']);
  assert.is(ports.size, 1);
});

test('a reply in chunks, cut anywhere, comes back whole', async () => {
  const reply = Buffer.from(
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nh\u00e9ll\r\n4\r\no \u2713\r\n0\r\n\r\n'.replace(
      '4\r\no',
      '5\r\no',
    ),
  );
  for (let cut = 1; cut < reply.length; cut++) {
    const address = await listening(
      createTcpServer((socket) => {
        socket.once('data', () => {
          socket.write(reply.subarray(0, cut));
          setImmediate(() => socket.end(reply.subarray(cut)));
        });
      }),
    );

    const { body } = await openHttpExchange(address)(request);

    assert.is(body, 'h\u00e9llo \u2713');
  }
});

test('a connection that ends before the reply rejects, and the next request opens another', async () => {
  let connections = 0;
  const address = await listening(
    createTcpServer((socket) => {
      const isFirst = ++connections === 1;
      socket.once('data', () => {
        if (isFirst) socket.destroy();
        else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    }),
  );
  const exchange = openHttpExchange(address);

  const error = await rejects(exchange(request));
  const { body } = await exchange(request);

  assert.ok(error instanceof Error);
  assert.is(body, 'ok');
});

test('a reply longer than one read, and one that asks for the end of the connection, come back whole', async () => {
  const body = 'x'.repeat(100_000);
  let connections = 0;
  const address = await listening(
    createTcpServer((socket) => {
      connections++;
      socket.on('data', () =>
        socket.write(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
      );
    }),
  );
  const exchange = openHttpExchange(address);

  for (const time of [1, 2]) {
    assert.is((await exchange(request)).body, body);
    assert.is(connections, time);
  }
});

test('nobody at the address, and what is no HTTP, reject', async () => {
  const noise = await listening(createTcpServer((socket) => socket.end('220 mail ready\r\n\r\n')));

  for (const address of ['127.0.0.1:1', noise]) {
    assert.ok((await rejects(openHttpExchange(address)(request))) instanceof Error, address);
  }
});

test.run();
