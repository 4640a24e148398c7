import {
  type ConsumerOptions,
  createKinesisHandler,
  instrumentDownstreamClient,
  instrumentKinesisHandler,
  instrumentOnFailureHandler,
  isKinesisOtelOptionError,
} from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';

const test = suite('consumer-sdk / options');

type SetUp = (options: object) => unknown;

const nothing = () => undefined;
const setUps: Readonly<Record<string, SetUp>> = {
  createKinesisHandler: (options) => createKinesisHandler(nothing, options as ConsumerOptions),
  instrumentKinesisHandler: (options) => instrumentKinesisHandler(nothing, options as ConsumerOptions),
  instrumentDownstreamClient: (options) => instrumentDownstreamClient(createFakeAwsClient(), options),
};

const shared: readonly (readonly [option: string, value: unknown])[] = [
  ['pipeline', ''],
  ['pipeline', 7],
  ['environment', ' '],
  ['tracerProvider', {}],
  ['tracerProvider', null],
  ['meterProvider', { getTracer: nothing }],
];
const ofHandlers: readonly (readonly [option: string, value: unknown])[] = [
  ['reportBatchItemFailures', 'true'],
  ['reportBatchItemFailures', 1],
  ['maxRecordSpans', -1],
  ['maxRecordSpans', 10_001],
  ['maxRecordSpans', 1.5],
  ['maxLinks', '20'],
  ['maxLinks', Number.NaN],
  ['maxLinks', 10_001],
  ['flushTimeoutMs', -1],
  ['flushTimeoutMs', 900_001],
  ['flushTimeoutMs', null],
  ['recordSpans', 'parent'],
  ['linkAfterMs', -1],
  ['slowRecordMs', 0.5],
  ['xray', 'yes'],
  ['semconvMetrics', 'yes'],
  ['invocationParent', 'headers'],
  ['flush', 'never'],
  ['flush', null],
];
const ofRecordHandlers: readonly (readonly [option: string, value: unknown])[] = [
  ['decode', 'xml'],
  ['decode', null],
  ['onFailure', 'skip'],
  ['maxInflatedBytes', -1],
  ['maxInflatedBytes', 2 ** 31],
  ['parse', 'zod'],
  ['parse', {}],
  ['onUndecodable', 'skip'],
  ['onUndecodable', null],
  ['concurrentPartitionKeys', 0],
  ['concurrentPartitionKeys', 10_001],
  ['onWindowEnd', true],
];
const bad: Readonly<Record<string, readonly (readonly [option: string, value: unknown])[]>> = {
  createKinesisHandler: [...shared, ...ofHandlers, ...ofRecordHandlers],
  instrumentKinesisHandler: [...shared, ...ofHandlers],
  instrumentDownstreamClient: shared,
};

for (const [name, values] of Object.entries(bad)) {
  for (const [option, value] of values) {
    test(`${name} refuses ${option} ${typeof value} ${String(value)}`, () => {
      assert.throws(
        () => setUps[name]?.({ [option]: value }),
        (error: unknown) =>
          isKinesisOtelOptionError(error) &&
          error.code === 'INVALID_OPTION' &&
          error.option === option &&
          Object.is(error.received, value),
      );
    });
  }
}

for (const everyMs of [0, 3_600_001, undefined, '60']) {
  test(`refuses to flush every ${String(everyMs)} ms`, () => {
    assert.throws(
      () => createKinesisHandler(nothing, { flush: { everyMs } as never }),
      (error: unknown) => isKinesisOtelOptionError(error) && error.option === 'flush.everyMs',
    );
  });
}

for (const [name, option, nearest] of [
  ['createKinesisHandler', 'decoder', 'decode'],
  ['createKinesisHandler', 'reportBatchItemFailure', 'reportBatchItemFailures'],
  ['instrumentKinesisHandler', 'flushTimeout', 'flushTimeoutMs'],
  ['instrumentKinesisHandler', 'Pipeline', 'pipeline'],
  ['instrumentDownstreamClient', 'environnement', 'environment'],
] as const) {
  test(`${name} tells the unknown ${option} from ${nearest}`, () => {
    assert.throws(
      () => setUps[name]?.({ [option]: 'x' }),
      (error: unknown) =>
        isKinesisOtelOptionError(error) &&
        error.code === 'UNKNOWN_OPTION' &&
        error.message.includes(`Did you mean \`${nearest}\`?`),
    );
  });
}

for (const [name, option] of [
  ['instrumentKinesisHandler', 'decode'],
  ['instrumentDownstreamClient', 'maxLinks'],
] as const) {
  test(`${name} does not know ${option}, which is another’s`, () => {
    assert.throws(() => setUps[name]?.({ [option]: undefined }), /UNKNOWN_OPTION/);
  });
}

const streaming = Object.assign(async () => undefined, {
  [Symbol.for('aws.lambda.runtime.handler.streaming')]: 'response',
});

for (const [what, option, setUp] of [
  ['a record function that is none', 'onRecord', () => createKinesisHandler('x' as never)],
  ['a batch handler that is none', 'handler', () => instrumentKinesisHandler({} as never)],
  ['a batch handler that streams', 'handler', () => instrumentKinesisHandler(streaming)],
  ['a failure handler that streams', 'handler', () => instrumentOnFailureHandler(streaming)],
  ['a client without send', 'client', () => instrumentDownstreamClient({} as never)],
  ['no client', 'client', () => instrumentDownstreamClient(undefined as never)],
] as const) {
  test(`refuses ${what}, and calls it ${option}`, () => {
    assert.throws(
      setUp,
      (error: unknown) => isKinesisOtelOptionError(error) && error.code === 'INVALID_OPTION' && error.option === option,
    );
  });
}

test('the ends of each span of numbers are good', () => {
  const low = { maxRecordSpans: 0, maxLinks: 0, flushTimeoutMs: 0, reportBatchItemFailures: false, decode: 'bytes' };
  const high = { maxRecordSpans: 10_000, maxLinks: 10_000, flushTimeoutMs: 900_000, onFailure: 'stop', decode: 'json' };

  for (const options of [low, high]) assert.not.throws(() => setUps.createKinesisHandler?.(options));
});

test.run();
