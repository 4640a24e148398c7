import type { ServerResponse } from 'node:http';

/** Answers in JSON, with the length said: what waits in a sandbox may read no chunks. */
export function sendJson(
  response: ServerResponse,
  statusCode: number,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  response.writeHead(statusCode, { ...headers, ...length }).end(text);
}

/** The body of a refusal, in the Runtime API's and the Extensions API's form. */
export function sendRefusal(response: ServerResponse, statusCode: number, errorType: string, why: string): void {
  sendJson(response, statusCode, { errorType, errorMessage: why });
}
