import { compilePattern, type Matcher } from './compile-pattern.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, parseJsonValue } from './json-value.ts';
import { patternError } from './pattern-error.ts';

/**
 * A pattern over a record: `{ data: { … } }` against data that is JSON, and the metadata of the event's `kinesis` object such
 * as `{ partitionKey: [ … ] }`. An object, or its JSON text as in AWS's FilterCriteria, in which numbers keep how they are written
 * (https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html).
 */
export type FilterPattern = string | Readonly<Record<string, unknown>>;

/** A pattern ready for use. */
export interface CompiledPattern {
  readonly matches: Matcher;
  /** Whether it looks into the data, which then has to be JSON. */
  readonly needsData: boolean;
}

const maxPatterns = 5;
const fields = ['data', 'partitionKey', 'sequenceNumber', 'approximateArrivalTimestamp', 'kinesisSchemaVersion', '$or'];

/** Throws unless the option is absent or a list of patterns, naming the place in the pattern that is wrong. */
export function checkFilterPatterns(option: string, patterns: unknown): void {
  if (patterns === undefined) return;
  if (!Array.isArray(patterns) || patterns.length > maxPatterns) {
    throw patternError(option, patterns, `Give a list of at most ${maxPatterns} patterns, or leave it out.`);
  }
  for (const [index, pattern] of patterns.entries()) compileFilterPattern(pattern, `${option}[${index}]`);
}

export function compileFilterPattern(pattern: FilterPattern, at: string): CompiledPattern {
  const parsed = parsePattern(pattern, at);
  checkRecordFields(parsed, at);
  return { matches: compilePattern(parsed, at), needsData: looksIntoData(parsed) };
}

function parsePattern(pattern: FilterPattern, at: string): JsonObject {
  let parsed: JsonValue | undefined;
  try {
    parsed = parseJsonValue(typeof pattern === 'string' ? pattern : JSON.stringify(pattern));
  } catch (error) {
    throw patternError(at, pattern, `Give JSON: ${error}`);
  }
  if (isJsonObject(parsed)) return parsed;
  throw patternError(at, pattern, 'Give an object such as { data: { kind: ["order"] } }.');
}

/** At the top, only what a record has; what a pattern says of the data has to be an object. */
function checkRecordFields(pattern: JsonObject, at: string): void {
  for (const [field, rule] of Object.entries(pattern)) {
    if (!fields.includes(field)) throw patternError(`${at}.${field}`, rule, `Give one of ${fields.join(', ')}.`);
    if (field === 'data' && !isJsonObject(rule)) {
      throw patternError(`${at}.data`, rule, 'Give an object: Lambda filters data that is JSON only.');
    }
    for (const [index, each] of (field === '$or' && isJsonArray(rule) ? rule : []).entries()) {
      if (isJsonObject(each)) checkRecordFields(each, `${at}.$or[${index}]`);
    }
  }
}

function looksIntoData(pattern: JsonObject): boolean {
  if ('data' in pattern) return true;
  const choices = pattern.$or;
  return isJsonArray(choices) && choices.some((each) => isJsonObject(each) && looksIntoData(each));
}
