import { createServer } from 'node:http2';

/*
 * node kinesis-sink.ts <records>: a Kinesis endpoint over HTTP/2, which the AWS SDK speaks by default. It reads what it
 * gets and accepts all of it. A process of its own, so that what it does is nobody's time. Says its port; ends when its
 * standard input does.
 */
const Records = Array.from({ length: Number(process.argv[2]) }, (_, index) => ({
  ShardId: `shardId-${'0'.repeat(12)}`,
  SequenceNumber: `49590338271490256608559692538361571095921575989136${`${index}`.padStart(6, '0')}`,
}));
const answer = JSON.stringify({ FailedRecordCount: 0, Records });

const server = createServer();
server.on('stream', (stream) => {
  stream.resume().on('end', () => {
    stream.respond({ ':status': 200, 'content-type': 'application/x-amz-json-1.1' });
    stream.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : '');
});
process.stdin.resume().on('end', () => process.exit());
