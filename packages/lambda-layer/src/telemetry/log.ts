import type { DiagLogger } from '@opentelemetry/api';
import type { LogLevel } from '../settings/layer-settings.ts';

const order: readonly LogLevel[] = ['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'];

/** A logger of OpenTelemetry's own messages, and ours, down to the level given; it writes into the function's log. */
export function createLog(level: LogLevel): DiagLogger {
  const at = (name: LogLevel, write: (...words: unknown[]) => void) =>
    order.indexOf(level) < order.indexOf(name)
      ? () => {}
      : (message: string, ...rest: unknown[]) => write(prefixed(message), ...rest);
  return {
    error: at('error', (...words) => console.error(...words)),
    warn: at('warn', (...words) => console.warn(...words)),
    info: at('info', (...words) => console.info(...words)),
    debug: at('debug', (...words) => console.debug(...words)),
    verbose: at('verbose', (...words) => console.debug(...words)),
  };
}

function prefixed(message: string): string {
  return /kinesis-otel/.test(message) ? message : `kinesis-otel: ${message}`;
}
