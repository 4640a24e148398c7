import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { collectorConfig, type Target } from '@kinesis-otel/collector-config';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { recordProcessingSuccess } from '../../packages/contract/src/index.ts';
import { eventually } from './eventually.ts';
import { startFakeAws } from './fake-aws.ts';
import { findPrograms } from './find-programs.ts';
import { postSpan, postSums } from './otlp-points.ts';
import { runCollector } from './run-collector.ts';

const test = suite("collector-config / what CloudWatch's OTLP endpoints are sent by a real collector");

interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Stands in for both endpoints; the first request of each path is answered with 503. */
async function startEndpoints() {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const isFirst = received.every(({ path }) => path !== request.url);
    received.push({ path: request.url, headers: request.headers, body: await buffer(request) });
    response.writeHead(isFirst ? 503 : 200, { 'content-type': 'application/x-protobuf' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, received, stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

/** A metric of ours and one of nobody's, and a span. */
async function send(url: string): Promise<void> {
  const attributes = { Environment: 'Production', Pipeline: 'orders' };
  const points = [recordProcessingSuccess.name, 'Unheard.Of'].map((name) => ({ name, value: 1, attributes }));
  await postSums(url, [{ resource: {}, points }]);
  await postSpan(url);
}

test('the endpoints are those of the region', () => {
  const hosts = [...collectorConfig('otlp', { region: 'eu-central-1' }).matchAll(/https:\/\/(\S+)\/v1/g)].map(
    ([, host]) => host,
  );
  assert.equal(hosts, ['xray.eu-central-1.amazonaws.com', 'monitoring.eu-central-1.amazonaws.com']);
});

const programs = findPrograms(test, ['adot', 'lambda'], "what CloudWatch's OTLP endpoints are sent by real collectors");
if (programs !== undefined) {
  const collectors = { otlp: programs.adot, lambda: programs.lambda } as const satisfies Partial<
    Record<Target, string>
  >;
  for (const [target, program] of Object.entries(collectors) as ['otlp' | 'lambda', string][]) {
    test(`${target}: each signal is signed for its service, sent again after a 503, and holds only what is asked for`, async () => {
      const [aws, endpoints] = await Promise.all([startFakeAws(), startEndpoints()]);
      const config = collectorConfig(target, { region: 'eu-central-1' });
      const here = config.replace(/https:\/\/\w+\.eu-central-1\.amazonaws\.com/g, endpoints.url);
      const collector = await runCollector(program, here, aws.environment);

      await send(collector.url);
      await eventually('both signals twice', () => endpoints.received.length === 4);
      await collector.stop();
      await Promise.all([aws.stop(), endpoints.stop()]);

      const services = { '/v1/traces': 'xray', '/v1/metrics': 'monitoring' };
      for (const [path, service] of Object.entries(services)) {
        const [first, second] = endpoints.received.filter((request) => request.path === path);
        assert.match(String(second?.headers.authorization), new RegExp(`/eu-central-1/${service}/aws4_request`));
        assert.ok(second !== undefined && first?.body.equals(second.body));
      }
      const metrics = endpoints.received.find(({ path }) => path === '/v1/metrics');
      const text = gunzipSync(metrics?.body ?? '').toString('latin1');
      assert.ok(text.includes(recordProcessingSuccess.name));
      assert.not.ok(text.includes('Unheard.Of'));
    });
  }
}

test.run();
