/** Environment variables, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What somebody wrote; undefined for a variable that is not set, or blank. */
export function written(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}

/** An attribute of `OTEL_RESOURCE_ATTRIBUTES`; undefined where it is not there, or blank. */
export function resourceAttribute(variables: Variables, name: string): string | undefined {
  for (const pair of variables.OTEL_RESOURCE_ATTRIBUTES?.split(',') ?? []) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name) return written(decoded(value));
  }
  return undefined;
}

function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    // A stray percent sign: OpenTelemetry takes such a value as it stands.
    return value;
  }
}
