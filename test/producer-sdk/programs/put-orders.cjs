/*
 * node put-orders.cjs <stream> <end>: an application that knows nothing of telemetry. Puts one record through the AWS SDK,
 * tells the record's data as it was sent, and goes on until it is asked to end, where `end` is `wait` or `listen`.
 */
const { KinesisClient, PutRecordCommand } = require('@aws-sdk/client-kinesis');

const [, , StreamName, end] = process.argv;
const sent = [];
const requestHandler = {
  async handle({ body }) {
    sent.push(JSON.parse(new TextDecoder().decode(body)).Data);
    const answer = Buffer.from(JSON.stringify({ ShardId: 'shardId-000000000000', SequenceNumber: '1' }));
    return { response: { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: answer } };
  },
};
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const client = new KinesisClient({ region: 'eu-west-1', credentials, requestHandler });

client.send(new PutRecordCommand({ StreamName, Data: Buffer.from('{"id":1}'), PartitionKey: 'a' })).then(() => {
  console.log(Buffer.from(sent[0], 'base64').toString());
  if (end === 'once') return;
  if (end === 'listen') process.on('SIGTERM', () => process.exit(7));
  setInterval(() => undefined, 60_000);
});
