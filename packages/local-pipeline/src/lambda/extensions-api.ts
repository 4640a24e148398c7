import type { IncomingMessage, ServerResponse } from 'node:http';
import { accountId } from '../account.ts';
import { readBody } from '../read-body.ts';
import type { Extension } from './extension.ts';
import type { ExtensionRegistry } from './extension-registry.ts';
import { sendJson, sendRefusal } from './send-json.ts';

/** What extensions report. */
export interface ExtensionReports {
  onRegister(extension: Extension): void;
  /** It asks for its next event: it has started, or has done with the last one. */
  onNext(extension: Extension): void;
  /** It gives up; `phase` says when. */
  onError(extension: Extension, phase: 'init' | 'exit', errorType: string): void;
}

/** What is answered to a registration. */
export interface FunctionMetadata {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly handler: string;
}

export type ExtensionsApi = (path: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

export const extensionsApiPrefix = '/2020-01-01/extension/';

/** Lambda's Extensions API for one sandbox (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html). */
export function createExtensionsApi(
  registry: ExtensionRegistry,
  metadata: FunctionMetadata,
  reports: ExtensionReports,
): ExtensionsApi {
  return async (path, request, response) => {
    const body = await readBody(request).then(String, () => undefined);
    if (body === undefined) return;
    if (path === 'register') return register(registry, metadata, reports, { request, response, body });
    const extension = findExtension(registry, request, response);
    if (extension === undefined) return;
    if (path === 'event/next') return takeNext(extension, reports, response);
    if (path !== 'init/error' && path !== 'exit/error') {
      return sendRefusal(response, 404, 'InvalidPath', `There is no ${extensionsApiPrefix}${path}.`);
    }
    const errorType = headerOf(request, 'lambda-extension-function-error-type');
    if (errorType === '') return sendRefusal(response, 403, 'Extension.MissingHeader', 'No error type was given.');
    sendJson(response, 202, { status: 'OK' }, { 'lambda-extension-identifier': extension.id });
    reports.onError(extension, path === 'init/error' ? 'init' : 'exit', errorType);
  };
}

/** The extension a request comes from, or undefined once it has been refused. */
export function findExtension(
  registry: ExtensionRegistry,
  request: IncomingMessage,
  response: ServerResponse,
): Extension | undefined {
  const id = headerOf(request, 'lambda-extension-identifier');
  const extension = registry.find(id);
  if (extension) return extension;
  if (id === '') sendRefusal(response, 403, 'Extension.MissingExtensionIdentifier', 'No extension was named.');
  else sendRefusal(response, 403, 'Extension.UnknownExtensionIdentifier', `Unknown extension ${id}.`);
  return undefined;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
}

function register(
  registry: ExtensionRegistry,
  metadata: FunctionMetadata,
  reports: ExtensionReports,
  { request, response, body }: Exchange,
): void {
  const events = readEvents(body);
  const made = events
    ? registry.register(headerOf(request, 'lambda-extension-name'), events)
    : { errorType: 'InvalidRequestFormat', why: 'Give {"events": [...]}.' };
  if ('why' in made) {
    sendRefusal(response, 403, made.errorType, made.why);
    return;
  }
  const hasAccount = headerOf(request, 'lambda-extension-accept-feature').includes('accountId');
  const answer = { ...metadata, ...(hasAccount ? { accountId } : {}) };
  sendJson(response, 200, answer, { 'lambda-extension-identifier': made.id });
  reports.onRegister(made);
}

function takeNext(extension: Extension, reports: ExtensionReports, response: ServerResponse): void {
  if (extension.isReady) {
    sendRefusal(response, 403, 'Extension.InvalidExtensionState', 'It waits for its next event already.');
    return;
  }
  extension.ask(response);
  reports.onNext(extension);
}

function readEvents(body: string): readonly unknown[] | undefined {
  try {
    const { events = [] } = JSON.parse(body) as { readonly events?: unknown };
    return Array.isArray(events) ? events : undefined;
  } catch {
    return undefined;
  }
}

function headerOf(request: IncomingMessage, name: string): string {
  return String(request.headers[name] ?? '').trim();
}
