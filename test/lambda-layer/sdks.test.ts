import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { deployWithLayer, type LayeredFunction, stopLayered } from '../support/layered-function.ts';
import { recycleIdle } from '../support/local-lambda.ts';
import { answerWell, type OddCollector, startOddCollector } from '../support/odd-collector.ts';

/* A function that brings its own SDK, of either line, in every order. Each has a collector of its own. */
const test = suite('lambda-layer / sdks');
const collectors: OddCollector[] = [];

test.after.each(async () => {
  await stopLayered();
  await Promise.all(collectors.splice(0).map((each) => each.stop()));
});

interface Ran {
  /** Names of spans, each once, in alphabetical order. */
  readonly toOwn: readonly string[];
  readonly toLayer: readonly string[];
  readonly metrics: number;
  readonly lines: readonly string[];
}

const batch = 'process orders';
/** The function's own span, and the layer's of a batch. */
const everything = ['own', batch];

async function run(line: 2 | 3, register: string, sdk?: string): Promise<Ran> {
  const own = await startOddCollector(answerWell);
  collectors.push(own);
  const layered = await deployWithLayer({
    taskRoot: join(import.meta.dirname, `sdk-${line}`),
    handler: 'index.handler',
    environment: { REGISTER: register, OWN_ENDPOINT: own.url, ...(sdk === undefined ? {} : { KINESIS_OTEL_SDK: sdk }) },
  });
  const result = await layered.local.invoke(buildKinesisEvent(['{"id":1}']));
  assert.ok(result.ok, JSON.stringify(result));
  await recycleIdle(layered.local);
  return { toOwn: namesIn(own), toLayer: namesOf(layered), metrics: layered.metrics().length, lines: layered.lines };
}

function namesOf({ spans }: LayeredFunction): readonly string[] {
  return sorted(spans().map(({ name = '' }) => name));
}

function namesIn({ requests }: OddCollector): readonly string[] {
  interface Body {
    readonly resourceSpans: readonly {
      readonly scopeSpans: readonly { readonly spans: readonly { name: string }[] }[];
    }[];
  }
  const bodies = requests.map(({ body }) => JSON.parse(body.toString()) as Body);
  const spans = bodies.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  );
  return sorted(spans.map(({ name }) => name));
}

/** The invocation's span, which only some orders can have, is left out. */
function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => name !== 'probe').sort();
}

for (const line of [2, 3] as const) {
  test(`SDK ${line}.x, registered while loading: it keeps everything, and makes the layer's spans too`, async () => {
    const { toOwn, toLayer, metrics } = await run(line, 'while loading');

    assert.equal(toOwn, everything);
    assert.equal(toLayer, []);
    assert.ok(metrics > 0, 'metrics are always the layer’s own');
  });

  test(`SDK ${line}.x, not registered: the layer serves the function`, async () => {
    const { toOwn, toLayer } = await run(line, 'never');

    assert.equal(toOwn, []);
    assert.equal(toLayer, everything);
  });

  test(`SDK ${line}.x, registered when invoked: the layer was first, and serves the function`, async () => {
    const { toOwn, toLayer } = await run(line, 'when invoked');

    assert.equal(toOwn, []);
    assert.equal(toLayer, everything);
  });

  test(`SDK ${line}.x, registered when invoked, with KINESIS_OTEL_SDK=function: it gets what starts after that`, async () => {
    const { toOwn, toLayer, metrics } = await run(line, 'when invoked', 'function');

    assert.equal(toOwn, ['own', batch]);
    assert.equal(toLayer, []);
    assert.ok(metrics > 0);
  });

  test(`SDK ${line}.x, registered while loading, with KINESIS_OTEL_SDK=layer: the layer serves the function`, async () => {
    const { toOwn, toLayer } = await run(line, 'while loading', 'layer');

    assert.equal(toOwn, []);
    assert.equal(toLayer, everything);
  });

  test(`SDK ${line}.x, not registered, with KINESIS_OTEL_SDK=function: there are metrics only`, async () => {
    const { toOwn, toLayer, metrics } = await run(line, 'never', 'function');

    assert.equal([...toOwn, ...toLayer], []);
    assert.ok(metrics > 0);
  });
}

test.run();
