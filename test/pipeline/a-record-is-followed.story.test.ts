import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runDemo } from './run-demo.ts';

const test = suite('pipeline / a record is followed from its making to its write');

test('every record of a run arrives once and is traced end to end', async () => {
  const { figures, output } = await runDemo(['--records', '600', '--rate', '400', '--shards', '3']);

  assert.is(figures.recordsSent, 600);
  assert.is(figures.recordsProcessed, 600);
  assert.is(figures.recordsLost, 0);
  assert.is(figures.recordsDuplicated, 0);
  assert.is(figures.tracesTotal, 600);
  assert.is(figures.tracesComplete, 600);
  assert.is(figures.context.injected, 600);
  assert.is(figures.context.extracted, 600);
  assert.is(figures.context.skipped, 0);
  assert.match(output, /600 records sent, processed and traced/);
});

test('every live metric of the SDKs is reported, with a figure, but for dead letters, which no function of the demo hears', async () => {
  const { figures } = await runDemo(['--records', '100', '--rate', '200', '--shards', '2']);

  const withoutData = figures.verdicts.filter(({ verdict, value }) => verdict === 'no data' || value === null);
  assert.equal(
    withoutData.map(({ metric }) => metric),
    ['DLQMessages'],
  );
  for (const { p50, p95, p99 } of Object.values(figures.latencyMs)) {
    for (const figure of [p50, p95, p99]) assert.type(figure, 'number');
  }
});

test('rejected attempts are retried: nothing is lost or written twice', async () => {
  const { figures } = await runDemo(['--records', '300', '--rate', '300', '--shards', '2', '--fail-rate', '0.05']);

  assert.is(figures.recordsProcessed, 300);
  assert.is(figures.recordsLost, 0);
  assert.is(figures.recordsDuplicated, 0);
  assert.is(figures.tracesComplete, 300);
  assert.ok((figures.recordsFailed ?? 0) > 0);
});

test('flat out says what its latencies mean', async () => {
  const { output } = await runDemo(['--records', '200', '--rate', '0', '--shards', '2']);

  assert.match(output, /flat out: latencies will show the queue this makes/);
});

test('without a rate, the warm-up finds one and its records are not counted', async () => {
  const { figures, output } = await runDemo(['--records', '200', '--shards', '2']);

  assert.match(output, /Warm-up: the sink takes \d+ records\/s; 70 % of that is offered/);
  assert.is(figures.recordsSent, 200);
  assert.is(figures.recordsProcessed, 200);
  assert.is(figures.tracesComplete, 200);
  assert.is(figures.context.injected, 200);
});

test.run();
