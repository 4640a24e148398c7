/** The streams of telemetry. */
export type TelemetryType = 'platform' | 'function' | 'extension';

/** What an extension has asked for. */
export interface TelemetrySubscription {
  readonly types: readonly TelemetryType[];
  /** Port and path in the sandbox, which is this machine. */
  readonly port: number;
  readonly path: string;
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

const schemaVersions: readonly unknown[] = ['2022-07-01', '2022-12-13', '2025-01-29'];
const telemetryTypes: readonly unknown[] = ['platform', 'function', 'extension'];

/** Limits and defaults of buffering (https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html#telemetry-api-buffering). */
const buffering = {
  maxItems: { least: 1000, most: 10_000, usual: 10_000 },
  maxBytes: { least: 262_144, most: 1_048_576, usual: 262_144 },
  timeoutMs: { least: 25, most: 30_000, usual: 1000 },
} as const;

/** Reads the body of a subscription; text says what is wrong with it. */
export function readSubscription(body: string, isMultiConcurrent: boolean): TelemetrySubscription | string {
  const { schemaVersion, types, destination, buffering: asked } = readObject(body);
  if (!schemaVersions.includes(schemaVersion)) return `schemaVersion: not one of ${schemaVersions.join(', ')}.`;
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-execution-environment.html
  if (isMultiConcurrent && schemaVersion !== '2025-01-29') return 'schemaVersion: managed instances need 2025-01-29.';
  if (!Array.isArray(types) || types.length === 0 || types.some((type) => !telemetryTypes.includes(type))) {
    return `types: give some of ${telemetryTypes.join(', ')}.`;
  }
  const { protocol, URI } = Object(destination) as { readonly protocol?: unknown; readonly URI?: unknown };
  const url = URL.parse(String(URI));
  if (protocol !== 'HTTP') return 'destination.protocol: only HTTP is served here.';
  if (url?.protocol !== 'http:' || !/^sandbox(\.localdomain)?$/.test(url.hostname)) {
    return 'destination.URI: give http://sandbox.localdomain:<port>.';
  }
  const limits = readBuffering(Object(asked));
  if (typeof limits === 'string') return limits;
  return { types, port: Number(url.port || 80), path: url.pathname + url.search, ...limits };
}

type Limits = Pick<TelemetrySubscription, keyof typeof buffering>;

function readBuffering(asked: Readonly<Record<string, unknown>>): Limits | string {
  const read: Record<keyof typeof buffering, number> = { maxItems: 0, maxBytes: 0, timeoutMs: 0 };
  for (const name of Object.keys(buffering) as (keyof typeof buffering)[]) {
    const { least, most, usual } = buffering[name];
    const value = asked[name] ?? usual;
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
      return `buffering.${name}: give a whole number from ${least} to ${most}.`;
    }
    read[name] = Number(value);
  }
  return read;
}

function readObject(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}
