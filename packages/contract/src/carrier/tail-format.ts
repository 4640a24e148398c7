import { rememberLast } from '../remember-last.ts';
import type { Carrier } from './carrier.ts';
import { writeBlock } from './tail-block.ts';

/** A format whose carrier stands at the payload's end, in a frame of that format's own. */
export interface TailFormat {
  readonly name: 'protobuf' | 'zstd';
  /** What stands before a block of so many bytes, as Latin-1 text. */
  readonly frameHead: (blockBytes: number) => string;
  /** A new payload with the carrier behind it; the one given is never changed. */
  readonly write: (payload: Uint8Array, carrier: Carrier) => Uint8Array;
}

/** Makes a format of what it puts before a block. */
export function createTailFormat(name: TailFormat['name'], frameHead: (blockBytes: number) => string): TailFormat {
  // The records of a call carry the same, so it is made once for them.
  const frameOf = rememberLast((carrier: Carrier) => {
    const block = writeBlock(carrier);
    return Buffer.from(frameHead(block.length) + block, 'latin1');
  });
  const headOf = rememberLast(frameHead);
  return {
    name,
    frameHead: headOf,
    write(payload, carrier) {
      const frame = frameOf(carrier);
      const stamped = Buffer.allocUnsafe(payload.length + frame.length);
      stamped.set(payload);
      stamped.set(frame, payload.length);
      return stamped;
    },
  };
}
