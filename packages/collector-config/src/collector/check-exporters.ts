import { KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import type { ExtraExporter } from '../options.ts';

const shapes = {
  otlp: { shape: /^(?:https?:\/\/)?(?:[\w.-]+|\[[\da-f:]+\]):\d{1,5}$/i, cure: 'Give host:port, such as tempo:4317.' },
  otlphttp: { shape: /^https?:\/\/[^\s/]+\S*$/, cure: 'Give a URL, such as https://otlp.example.com.' },
} as const;

/** Throws for an exporter of unknown type, without a usable endpoint, or with headers that HTTP does not know. */
export function checkExporters(exporters: readonly ExtraExporter[] | undefined): void {
  if (exporters === undefined) return;
  if (!Array.isArray(exporters)) throw refusal(exporters, 'Give a list of exporters.');
  for (const exporter of exporters) {
    if (typeof exporter !== 'object' || exporter === null) throw refusal(exporter, 'Give each exporter as an object.');
    rejectUnknownOptions(exporter, ['type', 'endpoint', 'headers']);
    checkExporter(exporter);
  }
}

function checkExporter({ type, endpoint, headers }: ExtraExporter): void {
  if (type === 'debug') {
    if (endpoint !== undefined || headers !== undefined)
      throw refusal(type, 'It prints: give no endpoint and no headers.');
    return;
  }
  const rule = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (rule === undefined) throw refusal(type, 'Give each exporter the type otlp, otlphttp or debug.');
  if (typeof endpoint !== 'string' || !rule.shape.test(endpoint)) throw refusal(endpoint ?? type, rule.cure);
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (!/^[\w-]+$/.test(name)) throw refusal(name, 'Give each header a name of letters, digits, "-" and "_".');
    if (typeof value !== 'string' || !/^[ -~]+$/.test(value))
      throw refusal(name, 'Give each header a value of ASCII text.');
  }
}

function refusal(received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', 'exporters', received, cure);
}
