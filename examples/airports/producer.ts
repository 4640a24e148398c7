import { parseArgs } from 'node:util';
import { KinesisClient, PutRecordsCommand, type PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { bindTraceContext, instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { trace } from '@opentelemetry/api';
import type { AirportRecord } from './airport.ts';
import { pace } from './pace.ts';
import { readAirports } from './read-airports.ts';

const kinesis = instrumentKinesisClient(new KinesisClient({}));
const tracer = trace.getTracer('airports');

/** Makes one record, inside the span that its trace begins with. */
function makeEntry(airport: AirportRecord): PutRecordsRequestEntry {
  return tracer.startActiveSpan('airport updated', (span) => {
    const entry = { Data: Buffer.from(JSON.stringify(airport)), PartitionKey: airport.id };
    const bound = bindTraceContext(entry);
    span.end();
    return bound;
  });
}

/** Puts records, and again those that Kinesis did not take: they keep the context they were made in. */
async function put(streamName: string, entries: PutRecordsRequestEntry[]): Promise<void> {
  let waiting = entries;
  while (waiting.length > 0) {
    const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: streamName, Records: waiting }));
    waiting = waiting.filter((_, index) => Records[index]?.ErrorCode !== undefined);
  }
}

const { values } = parseArgs({
  options: { stream: { type: 'string' }, records: { type: 'string' }, rate: { type: 'string' } },
});
const { stream = 'airports', records = '10000', rate = '0' } = values;
const airports = await readAirports(Number(records));
for await (const count of pace(airports.length, Number(rate))) {
  await put(stream, airports.splice(0, count).map(makeEntry));
}
kinesis.destroy();
