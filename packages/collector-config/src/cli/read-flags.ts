import type { CloudWatchUnit } from '../collector/cloudwatch-unit.ts';
import type { ExtraExporter, ExtraMetric } from '../options.ts';

/** `Stream,Function` as a set of names; an empty one stays, so that it is refused. */
export function readNames(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

/** `OrdersShipped` or `OrdersShipped:Count`; what the unit is worth is checked later. */
export function readMetric(text: string): ExtraMetric {
  const at = text.lastIndexOf(':');
  return at < 1 ? { name: text } : { name: text.slice(0, at), unit: text.slice(at + 1) as CloudWatchUnit };
}

/** `otlphttp=https://otlp.example.com,x-api-key=${env:KEY}`; what it is worth is checked later. */
export function readExporter(text: string): ExtraExporter {
  const [target = '', ...rest] = text.split(',');
  const [type, endpoint] = cut(target);
  const headers = Object.fromEntries(rest.map((pair) => cut(pair)).map(([name, value = '']) => [name, value]));
  return {
    type: type as ExtraExporter['type'],
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(rest.length === 0 ? {} : { headers }),
  };
}

/** A number, or the text as it came, so that the message shows it. */
export function readNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? (text as unknown as number) : number;
}

function cut(pair: string): [name: string, value?: string] {
  const at = pair.indexOf('=');
  return at === -1 ? [pair] : [pair.slice(0, at), pair.slice(at + 1)];
}
