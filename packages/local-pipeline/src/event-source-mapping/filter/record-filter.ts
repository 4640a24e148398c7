import type { LambdaRecord } from '../lambda-event.ts';
import { compileFilterPattern, type FilterPattern } from './filter-pattern.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJsonValue } from './json-value.ts';

/** Whether a record is sent to the function. */
export type RecordFilter = (record: LambdaRecord) => boolean;

/**
 * Lets a record through where one of the patterns matches, or where there is none. A pattern on data lets through no record whose
 * data is not a JSON object.
 */
export function createRecordFilter(patterns: readonly FilterPattern[]): RecordFilter {
  if (patterns.length === 0) return () => true;
  const compiled = patterns.map((pattern, index) => compileFilterPattern(pattern, `filterPatterns[${index}]`));
  const readsData = compiled.some(({ needsData }) => needsData);
  return ({ kinesis }) => {
    const data = readsData ? jsonData(kinesis.data) : undefined;
    const record = metadataOf(kinesis);
    return compiled.some(({ needsData, matches }) => {
      if (!needsData) return matches(record);
      return data !== undefined && matches({ ...record, data });
    });
  };
}

function metadataOf({ data: _, ...metadata }: LambdaRecord['kinesis']): JsonObject {
  return parseJsonValue(JSON.stringify(metadata)) as JsonObject;
}

function jsonData(base64: string): JsonObject | undefined {
  try {
    const value: JsonValue = parseJsonValue(Buffer.from(base64, 'base64').toString());
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
