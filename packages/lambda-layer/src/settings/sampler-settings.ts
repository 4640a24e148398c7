import type { VariableReader } from './variable-reader.ts';

/** Which traces are kept. */
export interface SamplerSettings {
  readonly root: 'always_on' | 'always_off' | 'traceidratio';
  /** Whether a span with a parent, or with links, goes by them. */
  readonly isParentBased: boolean;
  /** 0 to 1; read only where the root goes by it. */
  readonly ratio: number;
}

const names = [
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
  'always_on',
  'always_off',
  'traceidratio',
] as const;

/** Reads `OTEL_TRACES_SAMPLER` and its argument (https://opentelemetry.io/docs/languages/sdk-configuration/general/). */
export function readSamplerSettings(reader: VariableReader): SamplerSettings {
  const name = reader.oneOf('OTEL_TRACES_SAMPLER', names, 'parentbased_always_on');
  const root = name.replace('parentbased_', '') as SamplerSettings['root'];
  const ratio = readRatio(reader);
  return { root, isParentBased: root !== name, ratio };
}

function readRatio(reader: VariableReader): number {
  const text = reader.text('OTEL_TRACES_SAMPLER_ARG');
  if (text === undefined) return 1;
  const ratio = Number(text);
  if (ratio >= 0 && ratio <= 1) return ratio;
  reader.reject('OTEL_TRACES_SAMPLER_ARG', 'give a number from 0 to 1. The default is used: 1.');
  return 1;
}
