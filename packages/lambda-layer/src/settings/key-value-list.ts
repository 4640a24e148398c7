/**
 * Reads `key=value` pairs between commas, percent-encoded, as `OTEL_RESOURCE_ATTRIBUTES` and the headers of an exporter are
 * given. Undefined where one of them is none: OpenTelemetry then discards the whole
 * (https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable).
 */
export function readKeyValueList(list: string): Readonly<Record<string, string>> | undefined {
  const pairs: [key: string, value: string][] = [];
  for (const pair of list.split(',')) {
    if (pair.trim() === '') continue;
    const equals = pair.indexOf('=');
    const key = decoded(pair.slice(0, equals).trim());
    const value = decoded(pair.slice(equals + 1).trim());
    if (equals < 1 || key === undefined || value === undefined) return undefined;
    pairs.push([key, value]);
  }
  return Object.fromEntries(pairs);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign, which makes the list one that is to be discarded: the caller says so.
    return undefined;
  }
}
