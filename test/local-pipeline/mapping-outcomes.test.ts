import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import type { LedgerRecord } from '../../packages/local-pipeline/src/ledger/ledger-record.ts';
import { type DrivenShard, driveShard, failing, textOf } from '../support/drive-shard.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
const test = suite('local-pipeline / mapping-outcomes');
const keys = ['EDDF', 'KSFO', 'LIRF', 'OMDB', 'VHHH'];

const records = fc.array(
  fc.record({
    key: fc.constantFrom(...keys),
    /** How many times the record fails; 99 is for ever. */
    failures: fc.oneof(
      { weight: 6, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 }) },
      { weight: 1, arbitrary: fc.constant(99) },
    ),
  }),
  { minLength: 1, maxLength: 30 },
);

const settings = fc.record({
  batchSize: fc.integer({ min: 1, max: 12 }),
  parallelizationFactor: fc.integer({ min: 1, max: 4 }),
  bisectBatchOnFunctionError: fc.boolean(),
  reportBatchItemFailures: fc.boolean(),
  maximumRetryAttempts: fc.integer({ min: 0, max: 3 }),
});

interface Run {
  readonly driven: DrivenShard;
  /** The texts an invocation got through with, in the order of their first success. */
  readonly succeeded: readonly string[];
}

/** A function that goes through its records in order and stops at the first that fails, as a handler does. */
async function run(put: readonly { readonly key: string; readonly failures: number }[], rules: object): Promise<Run> {
  const left = new Map(put.map(({ failures }, index) => [`r${index}`, failures]));
  const succeeded: string[] = [];
  const driven = driveShard({
    ...rules,
    clock: createClock(10_000),
    answer: (event) => {
      for (const text of event.Records.map(textOf)) {
        const failures = left.get(text) ?? 0;
        if (failures > 0) {
          left.set(text, failures - 1);
          if ((rules as { readonly reportBatchItemFailures: boolean }).reportBatchItemFailures)
            return failing(event, text);
          throw new Error(text);
        }
        if (!succeeded.includes(text)) succeeded.push(text);
      }
      return null;
    },
  });
  driven.put(...put.map(({ key }, index) => ({ text: `r${index}`, key })));
  await driven.drained();
  await driven.stop();
  return { driven, succeeded };
}

function fate({ settledAtMs, deadLetteredAtMs, droppedAtMs, filteredAtMs }: LedgerRecord): number {
  return [settledAtMs, deadLetteredAtMs, droppedAtMs, filteredAtMs].filter((each) => each !== undefined).length;
}

test('every record is settled or dead-lettered, once; nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(records, settings, async (put, rules) => {
      const { driven } = await run(put, rules);

      const { accepted, settled, deadLettered } = driven.page.counts();
      assert.equal([accepted, settled + deadLettered], [put.length, put.length]);
      assert.ok(driven.page.records().every((record) => fate(record) === 1));
      const texts = driven.givenUp.flatMap((batch) => batch.records.map(({ lambdaRecord }) => textOf(lambdaRecord)));
      assert.is(new Set(texts).size, deadLettered);
      assert.is(texts.length, deadLettered);
    }),
    { numRuns: 150 },
  );
});

test("records of one key succeed for the first time in the stream's order", async () => {
  await fc.assert(
    fc.asyncProperty(records, settings, async (put, rules) => {
      const { succeeded } = await run(put, rules);

      for (const key of keys) {
        const places = succeeded.map((text) => Number(text.slice(1))).filter((place) => put[place]?.key === key);
        assert.equal(
          places,
          [...places].sort((left, right) => left - right),
        );
      }
    }),
    { numRuns: 100 },
  );
});

test('with bisection and partial responses, exactly the records that never succeed are given up', async () => {
  const isolating = settings.map((rules) => {
    return { ...rules, bisectBatchOnFunctionError: true, reportBatchItemFailures: true, maximumRetryAttempts: 4 };
  });
  await fc.assert(
    fc.asyncProperty(records, isolating, async (put, rules) => {
      const { driven } = await run(put, rules);

      const poison = put.flatMap(({ failures }, index) => (failures === 99 ? [`r${index}`] : []));
      const batches = driven.givenUp.map((batch) => batch.records.map(({ lambdaRecord }) => textOf(lambdaRecord)));
      assert.equal(batches.sort(), poison.map((text) => [text]).sort());
    }),
    { numRuns: 100 },
  );
});

test('the checkpoint only moves on, and to the end', async () => {
  await fc.assert(
    fc.asyncProperty(records, settings, async (put, rules) => {
      const { driven } = await run(put, rules);

      const places = driven.checkpoints.map((text) => Number(text.slice(1)));
      assert.equal(
        places,
        [...places].sort((left, right) => left - right),
      );
      assert.is(places.at(-1), put.length - 1);
    }),
    { numRuns: 50 },
  );
});

test.run();
