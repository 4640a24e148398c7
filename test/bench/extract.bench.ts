import { jsonFormat, readBase64, restoreBase64 } from '@kinesis-otel/contract';
import { eventData } from './event-data.ts';
import { comparePrefix, readByParsing, stampedText, stripByDecoding } from './extract-ways.ts';
import { makePayload } from './make-payload.ts';
import type { BenchCase } from './measure.ts';
import type { RatioRule } from './ratio.ts';
import { repeatOver } from './repeat-over.ts';
import type { Bench } from './run-bench.ts';
import { carrierOf, makeContexts } from './sample-contexts.ts';
import { type Size, sizes } from './sizes.ts';

const atLeast: Readonly<Record<string, number>> = { '200B': 10, '1KiB': 30, '10KiB': 250 };

/** Reading context out of the base64 text of records, and taking it out, compared with decoding the records. */
export function createExtractBench(): Bench {
  return {
    cases: [...sizes.flatMap(casesOf), ...absentCases()],
    ratios: [
      ...sizes.map(vsParse),
      { name: 'extract.flatness', of: 'extract 40KB', over: 'extract 200B', target: { atMost: 1.2 } },
      { name: 'extract.absent', of: 'extract, absent', over: 'compare a prefix, absent', target: { atMost: 2 } },
      { name: 'strip.flatness', of: 'strip 100KiB', over: 'strip 200B', target: { atMost: 1.3 } },
      ...sizes.map(vsDecodeEncode),
    ],
  };
}

function casesOf({ name, bytes, payloads }: Size): readonly BenchCase[] {
  const stamped = makeContexts(payloads).map((context, index) =>
    jsonFormat.write(makePayload(index, bytes), carrierOf(context, index)),
  );
  const texts = eventData(stamped.filter((each) => each !== undefined));
  const found = texts.map(stampedText);
  const ways = {
    extract: repeatOver(texts, readBase64),
    'decode, JSON.parse': repeatOver(texts, readByParsing),
    strip: repeatOver(found, ({ text, restoration }) => restoreBase64(text, restoration)),
    'decode, cut, encode': repeatOver(found, stripByDecoding),
    // What is stripped is joined only once somebody reads it.
    'strip, then decode': repeatOver(found, ({ text, restoration }) =>
      Buffer.from(restoreBase64(text, restoration), 'base64'),
    ),
    decode: repeatOver(texts, (text) => Buffer.from(text, 'base64')),
  };
  return Object.entries(ways).map(([way, run]) => ({ name: `${way} ${name}`, group: name, run }));
}

function absentCases(): readonly BenchCase[] {
  const texts = eventData(Array.from({ length: 500 }, (_, index) => makePayload(index, 200)));
  return [
    { name: 'extract, absent', group: 'absent', run: repeatOver(texts, readBase64) },
    { name: 'compare a prefix, absent', group: 'absent', run: repeatOver(texts, comparePrefix) },
  ];
}

function vsParse({ name }: Size): RatioRule {
  const least = atLeast[name];
  return {
    name: `extract.vsParse.${name}`,
    of: `decode, JSON.parse ${name}`,
    over: `extract ${name}`,
    ...(least === undefined ? {} : { target: { atLeast: least } }),
  };
}

function vsDecodeEncode({ name }: Size): RatioRule {
  return {
    name: `strip.vsDecodeEncode.${name}`,
    of: `decode, cut, encode ${name}`,
    over: `strip ${name}`,
    ...(name === '100KiB' ? { target: { atLeast: 50 } } : {}),
  };
}
