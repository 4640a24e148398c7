import { readKeyValueList } from './key-value-list.ts';
import type { VariableReader } from './variable-reader.ts';

/** Where one signal goes, and how. */
export interface OtlpSettings {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly encoding: 'http/json' | 'http/protobuf';
  readonly isCompressed: boolean;
  /** One request at most, in milliseconds; the flush it is part of bounds it too. */
  readonly timeoutMs: number;
}

export type Signal = 'traces' | 'metrics';

const defaultEndpoint = 'http://localhost:4318';

/**
 * Reads where a signal goes (https://opentelemetry.io/docs/specs/otel/protocol/exporter/); a variable of the signal's own
 * goes before the one for all. Undefined where it is not to be sent at all.
 */
export function readOtlpSettings(signal: Signal, reader: VariableReader): OtlpSettings | undefined {
  const word = signal.toUpperCase();
  const isSent = reader.oneOf(`OTEL_${word}_EXPORTER`, ['otlp', 'none'], 'otlp') === 'otlp';
  const settings: OtlpSettings = {
    url: readUrl(signal, reader),
    headers: { ...readHeaders('OTEL_EXPORTER_OTLP_HEADERS', reader), ...readHeaders(own(word, 'HEADERS'), reader) },
    encoding: eitherOneOf(word, 'PROTOCOL', ['http/json', 'http/protobuf'], 'http/json', reader),
    isCompressed: eitherOneOf(word, 'COMPRESSION', ['gzip', 'none'], 'none', reader) === 'gzip',
    timeoutMs: reader.number(own(word, 'TIMEOUT'), reader.number(shared('TIMEOUT'), 10_000, 1, 900_000), 1, 900_000),
  };
  return isSent ? settings : undefined;
}

function shared(name: string): string {
  return `OTEL_EXPORTER_OTLP_${name}`;
}

function own(word: string, name: string): string {
  return `OTEL_EXPORTER_OTLP_${word}_${name}`;
}

function eitherOneOf<Word extends string>(
  signal: string,
  name: string,
  words: readonly Word[],
  fallback: Word,
  reader: VariableReader,
): Word {
  return reader.oneOf(own(signal, name), words, reader.oneOf(shared(name), words, fallback));
}

/** The signal's own endpoint is used as it stands; the shared one gets the signal's path. */
function readUrl(signal: Signal, reader: VariableReader): URL {
  const base = readHttpUrl(shared('ENDPOINT'), reader) ?? new URL(defaultEndpoint);
  const whole = new URL(`${base.pathname.replace(/\/$/, '')}/v1/${signal}${base.search}`, base);
  return readHttpUrl(own(signal.toUpperCase(), 'ENDPOINT'), reader) ?? whole;
}

function readHttpUrl(name: string, reader: VariableReader): URL | undefined {
  const text = reader.text(name);
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  reader.reject(name, `give an http or https URL. The default is used: ${defaultEndpoint}.`);
  return undefined;
}

function readHeaders(name: string, reader: VariableReader): Readonly<Record<string, string>> {
  const text = reader.text(name);
  if (text === undefined) return {};
  const headers = readKeyValueList(text);
  if (headers !== undefined && Object.entries(headers).every(isHeader)) return headers;
  // The value may be a secret, so it is not said.
  reader.note(`${name}: give \`name=value\` pairs between commas, percent-encoded. None is sent.`);
  return {};
}

function isHeader([name, value]: readonly [string, string]): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
