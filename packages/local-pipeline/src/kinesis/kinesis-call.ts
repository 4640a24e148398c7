/** A request to the stream service, as a step of the front sees it. */
export interface KinesisCall {
  /** `PutRecords`, or empty where the request names none. */
  readonly operation: string;
  /** Header names are lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body as JSON, parsed once; undefined where it is none. */
  input(): Readonly<Record<string, unknown>> | undefined;
}

/** The service's answer. */
export interface KinesisReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** A reply that never arrives: the client waits for ever, or loses its connection. */
  readonly lost?: 'dropped' | 'reset';
}

/** One step of the front: looks at a call, may change it, answer it, or look at what the next step answered. */
export type FrontStep = (call: KinesisCall, next: KinesisService) => Promise<KinesisReply>;

export type KinesisService = (call: KinesisCall) => Promise<KinesisReply>;

export function createKinesisCall(headers: Readonly<Record<string, string>>, body: Buffer): KinesisCall {
  let parsed: { readonly value: Readonly<Record<string, unknown>> | undefined } | undefined;
  return {
    operation: headers['x-amz-target']?.split('.')[1] ?? '',
    headers,
    body,
    input: () => {
      parsed ??= { value: readObject(body) };
      return parsed.value;
    },
  };
}

/** The same call with another input. */
export function callWith(call: KinesisCall, input: object): KinesisCall {
  return createKinesisCall(call.headers, Buffer.from(JSON.stringify(input)));
}

/** Another call by the same client. */
export function callOperation(call: KinesisCall, operation: string, input: object): KinesisCall {
  const headers = { ...call.headers, 'x-amz-target': `Kinesis_20131202.${operation}` };
  return createKinesisCall(headers, Buffer.from(JSON.stringify(input)));
}

/** A JSON object out of bytes; undefined for anything else, which the engine refuses in its own words. */
export function readObject(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Puts steps before a service; the first step sees a call first. */
export function composeSteps(steps: readonly FrontStep[], last: KinesisService): KinesisService {
  return steps.reduceRight<KinesisService>((next, step) => (call) => step(call, next), last);
}
