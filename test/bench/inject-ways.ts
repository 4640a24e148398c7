import { type Carrier, chooseFormat } from '@kinesis-otel/contract';
import { carrierOf, makeContexts } from './sample-contexts.ts';

/** A payload and what it is to carry. */
export interface Stampable<Payload> {
  readonly payload: Payload;
  readonly carrier: Carrier;
}

const calls = 4;

/** The payloads as the records of several put calls: what a record carries is its call's. */
export function recordsOfCalls<Payload>(payloads: readonly Payload[]): readonly Stampable<Payload>[] {
  return makeContexts(calls)
    .map(carrierOf)
    .flatMap((carrier) => payloads.map((payload) => ({ payload, carrier })));
}

/** Our way. */
export function inject({ payload, carrier }: Stampable<Uint8Array>): Uint8Array | undefined {
  return chooseFormat(payload)?.write(payload, carrier);
}

/** The least that must be done: a copy. */
export function copy({ payload }: Stampable<Buffer>): Uint8Array {
  const copied = Buffer.allocUnsafe(payload.length);
  payload.copy(copied);
  return copied;
}

/** The usual way. */
export function injectByParsing({ payload, carrier }: Stampable<Buffer>): Uint8Array {
  const members = JSON.parse(payload.toString());
  members._otel = carrier;
  return Buffer.from(JSON.stringify(members));
}
