import type { KinesisClientConfig, PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { createAwsRequestHandler, offlineConfig } from '../../support/aws-request-handler.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { makePayload } from '../make-payload.ts';
import { type LoadedSdk, loadSdk, type Variant } from './load-client.ts';

/*
 * node putter.ts <variant> <Kinesis URL> <telemetry URL> <records>: puts records of the size it is told by message, as
 * often as it is told, and answers with the processor's time of one put. A process of its own for each variant, because
 * dd-trace changes every client of a process.
 */
const [, , variant = 'bare', endpoint = '', telemetryUrl = '', records = '500'] = process.argv;
const loaded = loadSdk(variant as Variant, telemetryUrl);
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const put = createPut(loaded, { endpoint, region: 'eu-west-1', credentials });

/** What the parent sends. */
export interface PutOrder {
  readonly bytes: number;
  readonly times: number;
}

await checkCarries(loaded);
process.on('message', async ({ bytes, times }: PutOrder) => {
  // What the order before left behind is not this one's to clear away; and its first put finds everything cold.
  collectGarbage();
  await put(bytes);
  const start = process.cpuUsage();
  for (let time = 0; time < times; time++) await put(bytes);
  const { user, system } = process.cpuUsage(start);
  process.send?.(((user + system) * 1_000) / times);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

/** Puts the records of a size in one call; entries and command are made anew, as a producer makes them. */
function createPut({ sdk, wrap }: LoadedSdk, config: KinesisClientConfig): (bytes: number) => Promise<unknown> {
  const client = wrap(new sdk.KinesisClient(config));
  const payloads = new Map<number, readonly Buffer[]>();
  return (bytes) => {
    const all = payloads.get(bytes) ?? Array.from({ length: Number(records) }, (_, index) => makePayload(index, bytes));
    payloads.set(bytes, all);
    const Records = all.map((Data, index): PutRecordsRequestEntry => ({ Data, PartitionKey: `customer-${index}` }));
    return client.send(new sdk.PutRecordsCommand({ StreamName: 'orders', Records }));
  };
}

/** Throws where records do not go out as the variant is to send them: then something else would be measured. */
async function checkCarries({ member, isOfEveryRecord }: LoadedSdk): Promise<void> {
  const handler = createAwsRequestHandler({ FailedRecordCount: 0, Records: [] });
  await createPut(loaded, offlineConfig(handler))(200);
  const [request] = handler.requests;
  const { Records: sent = [] } = (request?.body ?? {}) as { Records?: readonly { Data: string }[] };
  const carrying = sent.filter(({ Data }) => {
    const members = JSON.parse(Buffer.from(Data, 'base64').toString());
    return member === undefined ? members._otel || members._datadog : members[member];
  }).length;
  const all = isOfEveryRecord ? Number(records) : 1;
  if (sent.length !== Number(records) || carrying !== (member === undefined ? 0 : all))
    throw new Error(`${variant}: ${carrying} of ${sent.length} records carry context.`);
}
