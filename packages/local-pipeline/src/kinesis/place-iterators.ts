import { jsonReply } from './json-reply.ts';
import { type FrontStep, readObject } from './kinesis-call.ts';
import { placeIterator } from './shard-place.ts';

/** Gives out iterators that tell which shard they are of, so that reads can be counted by shard. */
export const placeIterators: FrontStep = async (call, next) => {
  const reply = await next(call);
  const input = call.operation === 'GetShardIterator' ? call.input() : undefined;
  const iterator = input && readObject(reply.body)?.ShardIterator;
  if (input === undefined || typeof iterator !== 'string') return reply;
  const { StreamName, ShardId } = input;
  const place = { streamName: String(StreamName), shardId: String(ShardId) };
  return jsonReply(200, { ShardIterator: placeIterator(iterator, place) });
};
