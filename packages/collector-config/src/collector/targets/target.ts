/** A collector that config can be written for. */
export type Target = 'adot' | 'adot-lambda' | 'lambda' | 'otlp' | 'jaeger';

/** Every target, and what it is in a few words. */
export const targets: Readonly<Record<Target, string>> = {
  adot: 'the ADOT collector as gateway or sidecar (EC2, ECS, EKS): EMF metrics and X-Ray',
  'adot-lambda': "the collector in ADOT's Lambda layer (legacy, no processors): EMF metrics and X-Ray",
  lambda: "the collector in OpenTelemetry's Lambda layer: CloudWatch's OTLP endpoints",
  otlp: "a gateway or sidecar: CloudWatch's OTLP endpoints",
  jaeger: 'a collector on a laptop: traces to Jaeger',
};

/** Every target's name. */
export const targetNames: readonly Target[] = Object.keys(targets) as Target[];
