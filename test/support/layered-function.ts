import { fileURLToPath } from 'node:url';
import type { OtlpResourceMetrics } from '@kinesis-otel/pipeline-health';
import type { FunctionOptions } from '../../packages/local-pipeline/src/lambda/function-options.ts';
import type { SandboxLimits } from '../../packages/local-pipeline/src/lambda/sandbox-limits.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../../packages/local-pipeline/src/otlp-receiver/receiver.ts';
import {
  createTelemetryLog,
  type TelemetryStore,
} from '../../packages/local-pipeline/src/otlp-receiver/telemetry-store.ts';
import { buildLayer } from './built-layer.ts';
import { type DeployedFunction, deployFunction, stopFunctions } from './local-lambda.ts';

export const layeredFunctions: string = fileURLToPath(new URL('../lambda-layer/functions', import.meta.url));

const layer = await buildLayer();
const receivers: OtlpReceiver[] = [];

/** A function with the layer, and what came out of it. */
export interface LayeredFunction extends DeployedFunction {
  readonly store: TelemetryStore;
  readonly spans: () => readonly ReceivedSpan[];
  readonly metrics: () => readonly ReceivedMetric[];
}

type ResourceSpans = TelemetryStore['traces'][number];
export type ReceivedSpan = NonNullable<NonNullable<ResourceSpans['scopeSpans']>[number]['spans']>[number];
type ScopeMetrics = NonNullable<OtlpResourceMetrics['scopeMetrics']>[number];
export type ReceivedMetric = NonNullable<ScopeMetrics['metrics']>[number];

/** Deploys a function of `test/lambda-layer/functions` with the layer, set up as its README says, and a receiver of its own. */
export async function deployWithLayer(
  options: Partial<FunctionOptions> = {},
  limits: Partial<SandboxLimits> = {},
): Promise<LayeredFunction> {
  const log = createTelemetryLog();
  const receiver = await startOtlpReceiver(0, log, undefined);
  receivers.push(receiver);
  const environment = {
    ...layerVariables,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.port}`,
    ...options.environment,
  };
  const deployed = deployFunction(
    { taskRoot: layeredFunctions, handler: 'consumer.handler', ...options, layers: [layer], environment },
    limits,
  );
  const { store } = log;
  return {
    ...deployed,
    store,
    spans: () => store.traces.flatMap(({ scopeSpans = [] }) => scopeSpans.flatMap(({ spans = [] }) => spans)),
    metrics: () =>
      store.metrics.flatMap(({ scopeMetrics = [] }) => scopeMetrics.flatMap(({ metrics = [] }) => metrics)),
  };
}

/** All a user sets. */
const layerVariables: Readonly<Record<string, string>> = { AWS_LAMBDA_EXEC_WRAPPER: '/opt/kinesis-otel' };

export async function stopLayered(): Promise<void> {
  await stopFunctions();
  await Promise.all(receivers.splice(0).map((each) => each.stop()));
}

/** Attributes as plain values. */
export function attributesOf(attributes: readonly OtlpAttribute[] = []): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value ?? {})[0]]));
}

interface OtlpAttribute {
  readonly key?: string;
  readonly value?: object;
}
