import { DiagLogLevel, diag } from '@opentelemetry/api';

/** Collects what OpenTelemetry's diagnostic logger is told at the level of a warning or above. */
export function collectWarnings(): readonly string[] {
  const warnings: string[] = [];
  const collect = (message: string, ...causes: unknown[]) => warnings.push([message, ...causes].join(' '));
  const ignore = () => undefined;
  const logger = { error: collect, warn: collect, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  return warnings;
}
