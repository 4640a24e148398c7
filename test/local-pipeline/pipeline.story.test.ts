import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { type Pipeline, type PipelineOptions, startPipeline } from '@kinesis-otel/local-pipeline';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { childrenOf, eventually, isAlive } from '../support/processes.ts';
import { rejects } from '../support/rejects.ts';

const taskRoot = fileURLToPath(new URL('./functions', import.meta.url));
const parent = fileURLToPath(new URL('../support/run-local-pipeline.ts', import.meta.url));
const probe = { name: 'probe', taskRoot, handler: 'probe.handler', memorySizeMb: 256, timeoutMs: 10_000 };
const basic: PipelineOptions = {
  streams: [{ name: 'flights', shards: 2 }],
  tables: [{ name: 'airports', partitionKey: 'id' }],
};
const test = suite('local-pipeline / pipeline');

async function holdPort(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { server, port: address.port };
}

async function usePipeline(options: PipelineOptions, use: (pipeline: Pipeline) => Promise<void>): Promise<void> {
  const pipeline = await startPipeline(options);
  try {
    await use(pipeline);
  } finally {
    await pipeline.stop();
  }
}

function sdkConfig(endpoint = ''): {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
} {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
}

test('what a producer puts reaches the function and is accounted for', async () => {
  await usePipeline(basic, async (pipeline) => {
    const lines: string[] = [];
    await pipeline.deployFunction({ ...probe, onLog: (line) => lines.push(line) });
    const options = { functionName: 'probe', streamName: 'flights', batchSize: 10, batchingWindowMs: 0 };
    const mapping = await pipeline.addMapping({ ...options, reportBatchItemFailures: true, pollIntervalMs: 20 });
    const client = new KinesisClient(sdkConfig(pipeline.environment.AWS_ENDPOINT_URL_KINESIS));
    const Records = Array.from({ length: 50 }, (_, index) => ({
      Data: Buffer.alloc(100),
      PartitionKey: `key-${index}`,
    }));

    await client.send(new PutRecordsCommand({ StreamName: 'flights', Records }));
    await mapping.drained();

    const { accepted, delivered, settled, redelivered, dropped, batchSizeMax } = pipeline.ledger.counts('flights');
    assert.equal([accepted, delivered, settled, redelivered, dropped], [50, 50, 50, 0, 0]);
    assert.is(batchSizeMax, 10);
    client.destroy();
  });
});

test('a function finds the pipeline in its environment', async () => {
  await usePipeline(basic, async (pipeline) => {
    const deployed = await pipeline.deployFunction(probe);

    const result = await deployed.invoke({});

    assert.ok(result.ok);
    const { environment } = (result.payload as { readonly sandbox: { readonly environment: object } }).sandbox;
    assert.equal({ ...environment, ...pipeline.environment }, environment);
    assert.equal(pipeline.environment, {
      AWS_ENDPOINT_URL_KINESIS: pipeline.kinesisEndpoint,
      AWS_ENDPOINT_URL_DYNAMODB: pipeline.dynamodbEndpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      OTEL_EXPORTER_OTLP_ENDPOINT: pipeline.otlpEndpoint,
    });
  });
});

test('a table takes items, and is empty after a reset', async () => {
  await usePipeline(basic, async (pipeline) => {
    const client = new DynamoDBClient(sdkConfig(pipeline.dynamodbEndpoint));
    const key = { id: { S: 'EDDF' } };
    await client.send(new PutItemCommand({ TableName: 'airports', Item: key }));
    const before = await client.send(new GetItemCommand({ TableName: 'airports', Key: key }));

    await pipeline.resetTable('airports');

    const after = await client.send(new GetItemCommand({ TableName: 'airports', Key: key }));
    assert.equal([before.Item, after.Item], [key, undefined]);
    assert.match((await rejects(pipeline.resetTable('nothing'))).message, /`name` is "nothing"\..*Known: airports\./);
    client.destroy();
  });
});

test('what is unknown or taken is refused by name', async () => {
  await usePipeline(basic, async (pipeline) => {
    await pipeline.deployFunction(probe);
    const mapping = {
      functionName: 'probe',
      streamName: 'flights',
      batchSize: 1,
      batchingWindowMs: 0,
      reportBatchItemFailures: true,
    };
    const refusal = async (work: Promise<unknown>): Promise<string> => (await rejects(work)).message;

    assert.match(await refusal(pipeline.deployFunction(probe)), /`name` is "probe"\. It is taken/);
    assert.match(
      await refusal(pipeline.addMapping({ ...mapping, functionName: 'x' })),
      /`functionName` is "x"\..*Known: probe/,
    );
    assert.match(
      await refusal(pipeline.addMapping({ ...mapping, streamName: 'x' })),
      /`streamName` is "x"\..*Known: flights/,
    );
    assert.match(
      await refusal(pipeline.addMapping({ ...mapping, batchSize: 10_001 })),
      /`batchSize` is 10001\..*1 to 10000/,
    );
    const added = await pipeline.addMapping(mapping);
    assert.match(await refusal(pipeline.addMapping(mapping)), /`streamName` is "flights"\. It is taken/);
    await added.stop();
    await pipeline.addMapping(mapping);
  });
});

test('wrong options are refused with the value and the cure', async () => {
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ streams: [{ name: 'a b', shards: 1 }] }, /`streams\[0\]\.name` is "a b"/],
    [{ streams: [{ name: 'a', shards: 0 }] }, /`streams\[0\]\.shards` is 0\. Give a whole number from 1 to 100/],
    [
      {
        streams: [
          { name: 'a', shards: 1 },
          { name: 'a', shards: 1 },
        ],
      },
      /`streams\[1\]\.name` is "a"\. Give each a name/,
    ],
    [{ tables: [{ name: 'ab', partitionKey: 'id' }] }, /`tables\[0\]\.name` is "ab"\. Give 3 to 255/],
    [{ tables: [{ name: 'abc' }] }, /`tables\[0\]\.partitionKey`/],
    [{ ports: { otlp: 70_000 } }, /`ports\.otlp` is 70000/],
    [{ forwardTelemetryTo: 'localhost:4318' }, /`forwardTelemetryTo` is "localhost:4318"\. Give a URL such as/],
    [{ port: 1 }, /`port` is 1\. Did you mean `ports`\?/],
  ];

  for (const [options, message] of wrong) {
    assert.match((await rejects(startPipeline({ ...basic, ...options } as PipelineOptions))).message, message);
  }
});

test('a busy port is named with its option, and nothing that had started is left', async () => {
  const { server, port } = await holdPort();
  const { server: freed, port: free } = await holdPort();
  freed.close();
  const threads = (): number => process.getActiveResourcesInfo().filter((each) => each === 'MessagePort').length;
  const threadsBefore = threads();

  for (const option of ['kinesis', 'dynamodb', 'otlp'] as const) {
    const ports = { otlp: free, [option]: port };
    const { message } = await rejects(startPipeline({ ...basic, ports }));

    assert.match(
      message,
      new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 \\(\`ports\\.${option}\`\\) is in use\\. Stop what`),
    );
  }

  const again = createServer().listen(free, '127.0.0.1');
  await once(again, 'listening');
  again.close();
  server.close();
  assert.is(threads(), threadsBefore);
});

test('ports that are asked for are used', async () => {
  const { server, port } = await holdPort();
  server.close();
  await once(server, 'close');

  await usePipeline({ ...basic, ports: { kinesis: port } }, async (pipeline) => {
    assert.is(pipeline.kinesisEndpoint, `http://127.0.0.1:${port}`);
  });
});

test('stop ends sandboxes, mappings and servers, and may be called again', async () => {
  const pipeline = await startPipeline(basic);
  const deployed = await pipeline.deployFunction(probe);
  const options = { functionName: 'probe', streamName: 'flights', batchSize: 10, batchingWindowMs: 0 };
  await pipeline.addMapping({ ...options, reportBatchItemFailures: false });
  await deployed.invoke({});
  const underWay = deployed.invoke({ hang: true });

  await Promise.all([pipeline.stop(), pipeline.stop()]);
  await pipeline.stop();

  assert.is((await underWay).ok, false);
  assert.equal(childrenOf(process.pid), []);
  for (const endpoint of [pipeline.kinesisEndpoint, pipeline.dynamodbEndpoint, pipeline.otlpEndpoint]) {
    await rejects(fetch(endpoint));
  }
});

const killed: readonly (readonly [signal: NodeJS.Signals, args: readonly string[], name: string])[] = [
  ['SIGKILL', [], 'a parent that is killed leaves no sandbox, idle or waiting'],
  ['SIGKILL', ['--busy'], 'a parent that is killed leaves no sandbox that never lets go of its thread'],
  ['SIGTERM', ['--busy'], 'a parent that stops its pipeline on SIGTERM ends by itself and leaves nothing'],
];

for (const [signal, args, name] of killed) {
  test(name, async () => {
    const child = fork(parent, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(child, 'message');
    const children = childrenOf(child.pid ?? 0);

    child.kill(signal);
    await once(child, 'exit');

    assert.is(children.length, 4, 'three sandboxes and their guard');
    assert.ok(await eventually(() => !children.some(isAlive)));
  });
}

test.run();
