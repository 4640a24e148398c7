import { setTimeout as sleep } from 'node:timers/promises';
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

const mostAttempts = 50;
const pauseMs = 100;

/** Puts records, and again those that Kinesis did not take: they keep the context they were made in. */
async function put(streamName: string, entries: PutRecordsRequestEntry[]): Promise<void> {
  let waiting = entries;
  for (let attempt = 1; waiting.length > 0; attempt++) {
    if (attempt > 1) await sleep(pauseMs);
    try {
      const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: streamName, Records: waiting }));
      waiting = waiting.filter((_, index) => Records[index]?.ErrorCode !== undefined);
    } catch (error) {
      // The SDK has tried three times; what still fails then is tried again here, but not for ever.
      if (attempt === mostAttempts) throw error;
    }
  }
}

const { values } = parseArgs({
  options: {
    stream: { type: 'string' },
    records: { type: 'string' },
    poison: { type: 'string' },
    rate: { type: 'string' },
  },
});
const { stream = 'airports', records = '10000', poison = '0', rate = '0' } = values;
const airports = await readAirports(Number(records), Number(poison));
for await (const count of pace(airports.length, Number(rate))) {
  await put(stream, airports.splice(0, count).map(makeEntry));
}
kinesis.destroy();
