/** A request as it would have gone over the network. */
export interface WireRequest {
  /** As `Kinesis_20131202.PutRecords`. */
  readonly target: string;
  readonly body: unknown;
}

/** Stands in for the network under a real AWS SDK client. */
export interface AwsRequestHandler {
  readonly requests: readonly WireRequest[];
  handle(request: unknown): Promise<{ response: never }>;
}

/** Settings of a real client that reaches nothing but the handler. */
export function offlineConfig(handler: AwsRequestHandler): {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
  requestHandler: AwsRequestHandler;
} {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { region: 'eu-west-1', credentials, maxAttempts: 1, requestHandler: handler };
}

/** Makes a handler that keeps every request and answers it with `answer`, or with 400 and that type of error. */
export function createAwsRequestHandler(answer: object = {}, errorType?: string): AwsRequestHandler {
  const requests: WireRequest[] = [];
  return {
    requests,
    async handle(request) {
      const { headers, body } = request as { headers: Record<string, string>; body: Uint8Array | string };
      // Older clients send text.
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
      requests.push({ target: headers['x-amz-target'] ?? '', body: JSON.parse(text) });
      const reply = errorType === undefined ? answer : { __type: errorType, message: 'refused' };
      return { response: jsonResponse(errorType === undefined ? 200 : 400, reply) as never };
    },
  };
}

function jsonResponse(statusCode: number, reply: object): object {
  const body = Buffer.from(JSON.stringify(reply));
  return { statusCode, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
}
