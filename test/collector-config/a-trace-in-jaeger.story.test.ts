import { collectorConfig } from '@kinesis-otel/collector-config';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runDemo } from '../pipeline/run-demo.ts';
import { findPrograms } from './find-programs.ts';
import { runCollector } from './run-collector.ts';
import { type JaegerTrace, runJaeger, tracesOf } from './run-jaeger.ts';

const test = suite('collector-config / a run of the pipeline, as Jaeger shows it');

const records = 100;

test('the config leads to the Jaeger it was given', () => {
  assert.match(collectorConfig('jaeger', { jaeger: 'localhost:14317' }), /endpoint: localhost:14317/);
});

const programs = findPrograms(test, ['core', 'jaeger'], "the pipeline's traces in a real Jaeger");
if (programs !== undefined) {
  const jaeger = await runJaeger(programs.jaeger);
  const collector = await runCollector(programs.core, collectorConfig('jaeger', { jaeger: jaeger.otlp }), {});
  await runDemo(['--records', String(records), '--rate', '200', '--shards', '2', '--otlp', collector.url]);
  await collector.stop();
  const traces = await tracesOf(jaeger, 'airports-producer', 10_000);
  await jaeger.stop();

  test("Jaeger's API gives each record one trace: its making, its processing in there, the write in that", () => {
    const chains = traces.map(chainOf).filter((chain) => chain.includes('airports-consumer: process airports'));

    assert.is(chains.length, records);
    for (const chain of chains) {
      assert.equal(chain, [
        'airports-producer: airport updated',
        'airports-consumer: process airports',
        'airports-consumer: UpdateItem airports',
      ]);
    }
  });
}

/** The spans of a trace from its root down, a generation at a time. */
function chainOf({ traceID, spans, processes }: JaegerTrace): readonly string[] {
  const parentOf = ({ references }: JaegerTrace['spans'][number]) =>
    references.find((reference) => reference.refType === 'CHILD_OF' && reference.traceID === traceID)?.spanID;
  const childrenOf = (parent: string | undefined) => spans.filter((span) => parentOf(span) === parent);
  const nameOf = ({ processID, operationName }: JaegerTrace['spans'][number]) =>
    `${processes[processID]?.serviceName}: ${operationName}`;
  const chain: string[] = [];
  let generation = childrenOf(undefined);
  while (generation.length > 0) {
    chain.push(generation.map(nameOf).join(' and '));
    generation = generation.flatMap(({ spanID }) => childrenOf(spanID));
  }
  return chain;
}

test.run();
