/** A message of the Telemetry API (https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html). */
export interface TelemetryEvent {
  /** ISO 8601. */
  readonly time: string;
  readonly type: string;
  readonly record: unknown;
}

export function createTelemetryEvent(type: string, record: unknown): TelemetryEvent {
  return { time: new Date().toISOString(), type, record };
}
