import { createLimitDiscovery, type KnownStreamOf } from './discover-limits.ts';
import { type ProducerSettings, readProducerSettings } from './env.ts';
import type { ProducerOptions } from './options.ts';
import { createPolicyOf, type PolicyOf } from './policy-of-stream.ts';
import { type CarrierOf, createCarrierOf } from './stamping/record-carrier.ts';
import { createResendMemory, type ResendMemory } from './stamping/resend-memory.ts';
import { openProducerTelemetry, type ProducerTelemetry } from './telemetry.ts';
import { createXRayAttributes, type XRayAttributesOf } from './xray-attributes.ts';

/** What a client's put calls share: all that is decided once. */
export interface ProducerParts {
  readonly settings: ProducerSettings;
  readonly telemetry: ProducerTelemetry;
  readonly policyOf: PolicyOf;
  readonly knownOf: KnownStreamOf;
  readonly carrierOf: CarrierOf;
  readonly memory: ResendMemory;
  readonly createSpans: boolean;
  readonly maxLinks: number;
  readonly xrayAttributesOf: XRayAttributesOf;
  /** The attribute that tells this execution environment's points from those of others; empty outside Lambda. */
  readonly instance: { readonly 'faas.instance'?: string };
}

/** Decides from the options what all put calls of a client share; `send` asks AWS a question of ours. */
export function createProducerParts(options: ProducerOptions, send: (command: object) => unknown): ProducerParts {
  const settings = readProducerSettings(options);
  const telemetry = openProducerTelemetry({ ...options, semconvMetrics: settings.semconvMetrics });
  const { discoverLimits } = options;
  return {
    settings,
    telemetry,
    policyOf: createPolicyOf(options, settings),
    knownOf:
      discoverLimits === undefined || settings.isLambda
        ? () => undefined
        : createLimitDiscovery({ send, command: discoverLimits, reportOnce: telemetry.reportOnce }),
    carrierOf: createCarrierOf(options, telemetry.reportOnce),
    memory: createResendMemory(),
    createSpans: options.createSpans ?? false,
    maxLinks: options.maxLinks ?? 128,
    xrayAttributesOf: createXRayAttributes(settings),
    instance: settings.instance === undefined ? {} : { 'faas.instance': settings.instance },
  };
}
