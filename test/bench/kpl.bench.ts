import { readAggregate, readBase64, writeAggregate } from '@kinesis-otel/contract';
import type { DeaggregateWithAws } from './aws-kinesis-agg.ts';
import { eventData } from './event-data.ts';
import { inject, recordsOfCalls } from './inject-ways.ts';
import { makeAggregate } from './make-aggregate.ts';
import type { BenchCase } from './measure.ts';
import { repeatOver } from './repeat-over.ts';
import type { Bench } from './run-bench.ts';

const aggregates = 20;
const userRecords = 1_000;
const userRecordBytes = 100;

/** Reading and writing aggregates of the KPL, from the base64 text of a record, compared with aws-kinesis-agg. */
export function createKplBench(deaggregateWithAws: DeaggregateWithAws | undefined): Bench {
  const plain = Array.from({ length: aggregates }, (_, number) => makeAggregate(number, userRecords, userRecordBytes));
  const stamped = recordsOfCalls(plain).slice(0, aggregates).map(inject);
  const texts = eventData(plain);
  const read = plain.map((payload) => readAggregate(payload) ?? []);
  const ours = {
    read: repeatOver(texts, (text) => readAggregate(Buffer.from(text, 'base64'))),
    write: repeatOver(read, writeAggregate),
    inject: repeatOver(recordsOfCalls(plain), inject),
    extract: repeatOver(eventData(stamped.filter((each) => each !== undefined)), readBase64),
  };
  return {
    cases: [...Object.entries(ours), ...Object.entries(waysOfAws(texts, deaggregateWithAws))].map(
      ([name, run]): BenchCase => ({ name, group: 'kpl', run }),
    ),
    ratios:
      deaggregateWithAws === undefined
        ? []
        : [{ name: 'kpl.vsAwsKinesisAgg', of: 'aws-kinesis-agg', over: 'read', target: { atLeast: 1.5 } }],
  };
}

function waysOfAws(
  texts: readonly string[],
  deaggregate: DeaggregateWithAws | undefined,
): Record<string, BenchCase['run']> {
  const [first] = texts;
  if (deaggregate === undefined || first === undefined) return {};
  if (deaggregate(first, true).length !== userRecords) throw new Error('aws-kinesis-agg did not read an aggregate.');
  return {
    'aws-kinesis-agg': repeatOver(texts, (text) => deaggregate(text, true)),
    'aws-kinesis-agg, checksum not looked at': repeatOver(texts, (text) => deaggregate(text, false)),
  };
}
