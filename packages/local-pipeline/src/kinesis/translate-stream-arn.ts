import { streamNameFromArn } from '@kinesis-otel/contract';
import { callWith, type FrontStep } from './kinesis-call.ts';

const field = Buffer.from('"StreamARN"');

/** Every operation may name its stream by ARN; the engine knows names only. */
export const translateStreamArn: FrontStep = (call, next) => {
  // A payload is base64 and so holds no quotation mark: most bodies are passed on unparsed.
  const input = call.body.includes(field) ? call.input() : undefined;
  const arn = input?.StreamARN;
  if (typeof arn !== 'string') return next(call);
  const named = { ...input, StreamARN: undefined, StreamName: input?.StreamName ?? streamNameFromArn(arn) };
  return next(callWith(call, named));
};
