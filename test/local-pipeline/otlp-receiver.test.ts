import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import {
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rpcStatus, tracesData } from '../../packages/local-pipeline/src/otlp-receiver/message-types.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../../packages/local-pipeline/src/otlp-receiver/receiver.ts';
import {
  createTelemetryLog,
  type TelemetryStore,
} from '../../packages/local-pipeline/src/otlp-receiver/telemetry-store.ts';
import { readBody } from '../../packages/local-pipeline/src/read-body.ts';
import { linkedSpanContext, parentSpanContext, sampleMetrics, sampleSpans } from '../support/sample-telemetry.ts';

const json = 'application/json';
const binary = 'application/x-protobuf';
const receivers: OtlpReceiver[] = [];
const test = suite('local-pipeline / otlp-receiver');

interface Received {
  readonly store: TelemetryStore;
  post(path: string, type: string, body: Uint8Array | string | undefined, encoding?: string): Promise<Response>;
}

async function startReceiver(forwardTo?: string): Promise<Received> {
  const log = createTelemetryLog();
  const receiver = await startOtlpReceiver(0, log, forwardTo);
  receivers.push(receiver);
  const post: Received['post'] = (path, type, body, encoding) =>
    fetch(`http://127.0.0.1:${receiver.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, ...(encoding ? { 'content-encoding': encoding } : {}) },
      body: body === undefined ? null : new Uint8Array(Buffer.from(body)),
    });
  return { store: log.store, post };
}

test.after.each(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});

test('spans are stored in the JSON mapping, with every kind of value', async () => {
  const { store, post } = await startReceiver();
  const spans = await sampleSpans();

  const response = await post('/v1/traces', binary, ProtobufTraceSerializer.serializeRequest(spans));

  assert.is(response.status, 200);
  assert.is(response.headers.get('content-type'), binary);
  assert.is((await response.arrayBuffer()).byteLength, 0);
  const { scope, spans: stored = [] } = store.traces[0]?.scopeSpans?.[0] ?? {};
  assert.equal(scope, { name: 'sample', version: '1.2.3' });
  const expected = {
    traceId: parentSpanContext.traceId,
    spanId: spans[0]?.spanContext().spanId,
    parentSpanId: parentSpanContext.spanId,
    name: 'process flights',
    kind: 5,
    flags: 257,
    startTimeUnixNano: '1795367964357123457',
    endTimeUnixNano: '1795367964357123458',
    attributes: [
      { key: 'text', value: { stringValue: 'Ωμέγα' } },
      { key: 'yes', value: { boolValue: true } },
      { key: 'no', value: { boolValue: false } },
      { key: 'whole', value: { intValue: '42' } },
      { key: 'fraction', value: { doubleValue: 0.25 } },
      { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }, { stringValue: 'b' }] } } },
      { key: 'bytes', value: { bytesValue: 'AQL/' } },
    ],
    events: [
      {
        name: 'exception',
        timeUnixNano: '1795367964357123457',
        attributes: [{ key: 'exception.type', value: { stringValue: 'TypeError' } }],
      },
    ],
    links: [
      {
        traceId: linkedSpanContext.traceId,
        spanId: linkedSpanContext.spanId,
        flags: 257,
        attributes: [{ key: 'link.index', value: { intValue: '1' } }],
      },
    ],
    status: { code: 2, message: 'bad record' },
  };
  assert.equal(stored, [expected] as readonly object[]);
});

test('the same spans in JSON are stored in the same shape', async () => {
  const { store, post } = await startReceiver();
  const spans = await sampleSpans();

  const response = await post('/v1/traces', json, JsonTraceSerializer.serializeRequest(spans));
  await post('/v1/traces', binary, ProtobufTraceSerializer.serializeRequest(spans));

  assert.is(response.headers.get('content-type'), json);
  assert.equal(await response.json(), { partialSuccess: {} });
  assert.is(store.traces.length, 2);
  assert.equal(store.traces[0], store.traces[1]);
});

test('a metric of every kind is stored in one shape, whatever the encoding', async () => {
  const { store, post } = await startReceiver();
  const metrics = await sampleMetrics();

  await post('/v1/metrics', json, JsonMetricsSerializer.serializeRequest(metrics));
  await post('/v1/metrics', binary, ProtobufMetricsSerializer.serializeRequest(metrics));

  assert.is(store.metrics.length, 2);
  assert.equal(store.metrics[0], store.metrics[1]);
  const byName = Object.fromEntries(
    (store.metrics[1]?.scopeMetrics?.[0]?.metrics ?? []).map((each) => [each.name, each]),
  );
  assert.equal(byName.records?.sum?.dataPoints?.[0]?.asDouble, 3);
  assert.equal(byName.records?.sum?.aggregationTemporality, 1);
  assert.equal(byName.level?.gauge?.dataPoints?.[0]?.asDouble, 0.5);
  const narrow = byName.narrow?.histogram?.dataPoints?.[0];
  assert.equal(
    [narrow?.bucketCounts, narrow?.explicitBounds],
    [
      ['2', '1', '1'],
      [1, 10],
    ],
  );
  assert.equal([narrow?.count, narrow?.sum, narrow?.min, narrow?.max], ['4', 55.5, 0, 50]);
  const wide = byName.wide?.exponentialHistogram?.dataPoints?.[0];
  assert.equal([wide?.scale, wide?.zeroCount, wide?.positive?.offset], [4, '1', -17]);
});

test('a map value, a negative integer and a number of many digits keep their value', async () => {
  const { store, post } = await startReceiver();
  const value = { kvlistValue: { values: [{ key: 'n', value: { intValue: '-9007199254740993' } }] } };
  const request = { resourceSpans: [{ resource: { attributes: [{ key: 'map', value }] } }] };

  await post('/v1/traces', json, JSON.stringify(request));
  await post('/v1/traces', binary, tracesData.encode(tracesData.fromObject(request)).finish());

  assert.equal(store.traces, [...request.resourceSpans, ...request.resourceSpans]);
});

test('ids are lower-case, integers become strings and what is unknown is left out', async () => {
  const { store, post } = await startReceiver();
  const span = {
    traceId: '0AF7651916CD43DD8448EB211C80319C',
    spanId: 'B7AD6B7169203331',
    startTimeUnixNano: 5,
    tomorrow: 1,
  };

  await post('/v1/traces', json, JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }));

  assert.equal(store.traces[0]?.scopeSpans?.[0]?.spans, [
    {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      name: '',
      startTimeUnixNano: '5',
      endTimeUnixNano: '0',
    },
  ]);
});

test('a gzip body is unpacked, in either encoding', async () => {
  const { store, post } = await startReceiver();
  const spans = await sampleSpans();
  const body = gzipSync(ProtobufTraceSerializer.serializeRequest(spans) ?? '');

  const first = await post('/v1/traces', binary, body, 'gzip');
  const second = await post('/v1/traces', json, gzipSync(JsonTraceSerializer.serializeRequest(spans) ?? ''), 'gzip');

  assert.equal([first.status, second.status, store.traces.length], [200, 200, 2]);
  assert.ok(store.bytes > body.length && store.bytes < 2000, String(store.bytes));
});

test('logs are accepted and ignored', async () => {
  const { store, post } = await startReceiver();

  const response = await post('/v1/logs', json, '{"resourceLogs":[]}');

  assert.is(response.status, 200);
  assert.equal([store.requests, store.traces.length, store.metrics.length], [1, 0, 0]);
});

test('a malformed body is refused with what is wrong, in the encoding of the request', async () => {
  const { store, post } = await startReceiver();
  const spans = (part: unknown): string => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [part] }] }] });
  const at = 'resourceSpans[0].scopeSpans[0].spans[0]';
  const wrong: readonly (readonly [body: string, message: string])[] = [
    ['{"resourceSpans":', 'The body is no JSON: '],
    ['[]', 'The body is [] where an object belongs.'],
    ['{"resourceSpans":{}}', 'resourceSpans is {} where an array belongs.'],
    [spans({ traceId: 'xyz' }), `${at}.traceId is "xyz" where a string of hex digits belongs.`],
    [spans({ name: 5 }), `${at}.name is 5 where a string belongs.`],
    [spans({ startTimeUnixNano: 'soon' }), `${at}.startTimeUnixNano is "soon" where a whole number`],
    [spans({ kind: 'SPAN_KIND_MADE_UP' }), `${at}.kind is "SPAN_KIND_MADE_UP" where a number belongs.`],
  ];

  for (const [body, message] of wrong) {
    const response = await post('/v1/traces', json, body);
    const status = (await response.json()) as { readonly code: number; readonly message: string };
    assert.equal([response.status, status.code], [400, 3]);
    assert.ok(status.message.startsWith(message), status.message);
  }
  assert.equal([store.requests, store.rejectedRequests, store.traces.length], [0, wrong.length, 0]);
});

test('malformed protobuf and malformed gzip are refused too', async () => {
  const { post } = await startReceiver();

  const cut = await post('/v1/metrics', binary, new Uint8Array([0x0a, 0x7f, 0x01]));
  const notGzip = await post('/v1/metrics', binary, 'plain', 'gzip');
  const unknownPacking = await post('/v1/metrics', json, '{}', 'br');

  const read = async (response: Response): Promise<string> =>
    rpcStatus.toObject(rpcStatus.decode(new Uint8Array(await response.arrayBuffer()))).message;
  assert.equal([cut.status, notGzip.status, unknownPacking.status], [400, 400, 400]);
  assert.match(await read(cut), /^The body is no OTLP protobuf: /);
  assert.match(await read(notGzip), /^The body is no gzip: /);
});

test('another path, method or content type is refused by its own status', async () => {
  const { store, post } = await startReceiver();
  const port = receivers[0]?.port;

  const path = await post('/v1/trace', json, '{}');
  const type = await post('/v1/traces', 'text/plain', '{}');
  const method = await fetch(`http://127.0.0.1:${port}/v1/traces`);

  assert.equal([path.status, type.status, method.status], [404, 415, 405]);
  assert.is(store.rejectedRequests, 3);
});

test('an accepted request is forwarded byte for byte, a refused one is not', async () => {
  const seen: { readonly url: string; readonly type: string; readonly encoding: string; readonly body: Buffer }[] = [];
  const backend = createServer(async (request, response) => {
    const { 'content-type': type = '', 'content-encoding': encoding = '' } = request.headers;
    seen.push({ url: request.url ?? '', type, encoding, body: await readBody(request) });
    response.end('{}');
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const { store, post } = await startReceiver(`http://127.0.0.1:${(backend.address() as AddressInfo).port}/otlp`);
  const packed = gzipSync(ProtobufTraceSerializer.serializeRequest(await sampleSpans()) ?? '');

  await post('/v1/traces', binary, packed, 'gzip');
  await post('/v1/traces', json, 'not JSON');
  await store.waitUntilQuiet(20, 5000);

  assert.is(store.forwardFailures, 0);
  assert.equal(
    seen.map(({ url, type, encoding }) => [url, type, encoding]),
    [['/otlp/v1/traces', binary, 'gzip']],
  );
  assert.ok(seen[0]?.body.equals(packed));
  backend.closeAllConnections();
  backend.close();
});

test('what cannot be forwarded is counted with its reason, and still answered and kept', async () => {
  const { store, post } = await startReceiver('http://127.0.0.1:1');

  const response = await post('/v1/traces', json, '{"resourceSpans":[{}]}');
  await store.waitUntilQuiet(20, 5000);

  assert.equal([response.status, store.traces.length, store.forwardFailures], [200, 1, 1]);
  assert.match(store.lastForwardFailure ?? '', /ECONNREFUSED|bad port/);
});

test('quiet is when nothing came in for a while; a limit ends the wait', async () => {
  const { store, post } = await startReceiver();
  await post('/v1/logs', json, '{}');

  const isQuiet = await store.waitUntilQuiet(10, 5000);
  const isQuietForAnHour = await store.waitUntilQuiet(3_600_000, 30);

  assert.equal([isQuiet, isQuietForAnHour], [true, false]);
});

test.run();
