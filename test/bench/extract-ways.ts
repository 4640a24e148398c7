import { type Carrier, type Restoration, readBase64 } from '@kinesis-otel/contract';

/** A record's text, and where in it the context was found. */
export interface StampedText {
  readonly text: string;
  readonly restoration: Restoration;
  /** Bytes before the payload's own second byte. */
  readonly end: number;
}

/** The text of a record that carries context at its head. */
export function stampedText(text: string): StampedText {
  const found = readBase64(text);
  if (found.outcome !== 'extracted' || !('end' in found.restoration)) throw new Error(`No context in ${text}`);
  return { text, restoration: found.restoration, end: found.restoration.end };
}

/** The usual way to read context. */
export function readByParsing(text: string): Carrier | undefined {
  const { _otel } = JSON.parse(Buffer.from(text, 'base64').toString());
  return typeof _otel.traceparent === 'string' && _otel.sentAt > 0 ? _otel : undefined;
}

const openBrace = 0x7b;

/** The quickest way to take context out of the bytes: they are decoded, cut and encoded. */
export function stripByDecoding({ text, end }: StampedText): string {
  const bytes = Buffer.from(text, 'base64');
  bytes[end - 1] = openBrace;
  return bytes.toString('base64', end - 1);
}

const anyPrefix = Buffer.from('{"_otel":{"traceparent":').toString('base64');

/** The least that must be done to see that a record carries none. */
export function comparePrefix(text: string): boolean {
  return text.slice(0, anyPrefix.length) === anyPrefix;
}
