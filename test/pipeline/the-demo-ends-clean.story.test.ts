import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { childrenOf, eventually, isAlive } from '../support/processes.ts';
import { runDemo, startDemo } from './run-demo.ts';

const test = suite('pipeline / the demo ends clean');

const streaming = ['--records', '5000', '--rate', '100', '--shards', '2'];

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

const foldersLeft = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('airports-consumer-'));

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} in the middle of a run leaves no process and no folder`, async () => {
    const demo = startDemo(streaming);
    await demo.shows('Streaming 5000 airports');
    await eventually(() => childrenOf(demo.pid).length >= 2);
    const children = childrenOf(demo.pid);

    process.kill(demo.pid, signal);

    assert.is((await demo.ended).code, code);
    assert.ok(await eventually(() => !children.some(isAlive)));
    assert.equal(foldersLeft(), []);
  });
}

test('a demo that is killed leaves no process', async () => {
  const demo = startDemo(streaming);
  await demo.shows('Streaming 5000 airports');
  await eventually(() => childrenOf(demo.pid).length >= 2);
  const children = childrenOf(demo.pid);

  process.kill(demo.pid, 'SIGKILL');
  await demo.ended;

  assert.ok(children.length >= 1);
  assert.ok(await eventually(() => !children.some(isAlive)));
});

test('--keep shows where everything listens, and Ctrl-C ends it', async () => {
  const demo = startDemo(['--records', '20', '--rate', '100', '--shards', '1', '--keep']);
  await demo.shows('Left running. Ctrl-C ends it.');

  process.kill(demo.pid, 'SIGINT');
  const { code, output } = await demo.ended;

  assert.is(code, 130);
  assert.match(output, /20 records sent, processed and traced/);
  for (const part of ['Kinesis', 'DynamoDB', 'OTLP'])
    assert.match(output, new RegExp(`${part} +http://127.0.0.1:\\d+`));
});

test('a port that is taken is one line with the cure', async () => {
  const server = createTcpServer();
  const port = await listen(server);

  const { code, output, errors } = await startDemo(['--records', '5', '--kinesis-port', String(port)]).ended;

  server.close();
  assert.is(code, 1);
  assert.is(output, '');
  assert.match(errors, new RegExp(`^Port ${port} on 127.0.0.1 \\(\`--kinesis-port\`\\) is in use\\. .+\\n$`));
  assert.equal(foldersLeft(), []);
});

test('a collector that is not there is one line with the cure', async () => {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));

  const { code, errors } = await startDemo(['--records', '5', '--otlp', `http://127.0.0.1:${port}`]).ended;

  assert.is(code, 1);
  assert.match(errors, /^--otlp: nothing answers at .+ \(ECONNREFUSED\)\. Start the collector first, .+\n$/);
});

test('--otlp passes all telemetry on, and the report is made all the same', async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    received.push(request.url ?? '');
    request.resume().on('end', () => response.end('{}'));
  });
  const port = await listen(collector);
  const flags = ['--records', '50', '--rate', '100', '--shards', '1', '--otlp', `http://127.0.0.1:${port}`];

  const { figures, output } = await runDemo(flags);

  collector.close();
  collector.closeAllConnections();
  assert.is(figures.tracesComplete, 50);
  assert.ok(received.includes('/v1/traces') && received.includes('/v1/metrics'));
  assert.match(output, new RegExp(`${received.length} of ${received.length} OTLP requests were passed on`));
});

test.run();
