import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../read-body.ts';
import type { ExtensionRegistry } from './extension-registry.ts';
import { findExtension } from './extensions-api.ts';
import { sendJson, sendRefusal } from './send-json.ts';
import type { TelemetryHub } from './telemetry-hub.ts';
import { readSubscription } from './telemetry-subscription.ts';

export type TelemetryApi = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export const telemetryApiPath = '/2022-07-01/telemetry';

/** Lambda's Telemetry API for one sandbox (https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api-reference.html), over HTTP only. */
export function createTelemetryApi(
  registry: ExtensionRegistry,
  hub: TelemetryHub,
  isMultiConcurrent: boolean,
): TelemetryApi {
  return async (request, response) => {
    const body = await readBody(request).then(String, () => undefined);
    if (body === undefined) return;
    const extension = findExtension(registry, request, response);
    if (extension === undefined) return;
    const subscription = readSubscription(body, isMultiConcurrent);
    if (request.method !== 'PUT') return sendRefusal(response, 405, 'InvalidMethod', 'Subscribe with PUT.');
    if (!hub.isOpen) return sendRefusal(response, 403, 'Telemetry.SubscriptionClosed', 'Subscribe during init.');
    if (typeof subscription === 'string') return sendRefusal(response, 400, 'ValidationError', subscription);
    hub.subscribe(subscription);
    hub.emit('platform.telemetrySubscription', {
      name: extension.name,
      state: 'Subscribed',
      types: subscription.types,
    });
    sendJson(response, 200, 'OK');
  };
}
