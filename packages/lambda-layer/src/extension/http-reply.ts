/** An HTTP/1.1 reply, whole. */
export interface HttpReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const headEnd = '\r\n\r\n';

/**
 * Reads a reply with a length or in chunks, which is how a server that keeps its connection answers; undefined while some of
 * it is still to come.
 *
 * @throws for bytes that are no such reply
 */
export function readHttpReply(bytes: Buffer): HttpReply | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
  const headers = Object.fromEntries(lines.map(readHeader));
  const rest = bytes.subarray(end + headEnd.length);
  const length = Number(headers['content-length']);
  const isChunked = headers['transfer-encoding']?.toLowerCase() === 'chunked';
  if (Number.isNaN(status) || (Number.isNaN(length) && !isChunked)) throw new Error(`Not an HTTP reply: ${first}`);
  const body = isChunked ? joinChunks(rest) : rest.length < length ? undefined : rest.subarray(0, length);
  return body && { status, headers, body: body.toString('utf8') };
}

function readHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

function joinChunks(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error('Not an HTTP chunk');
    const from = lineEnd + 2;
    if (bytes.length < from + size + 2) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(from, from + size));
    at = from + size + 2;
  }
}
