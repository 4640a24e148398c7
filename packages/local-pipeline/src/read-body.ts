import type { Readable } from 'node:stream';

/** All bytes of a request or response; rejects where it breaks off. */
export function readBody(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('The connection closed in the middle of a body.')));
  });
}
