import type { Rolldown } from 'tsdown';

const written = /const VERSION = "1\.\d+\.\d+";/;

/**
 * Makes the bundled copy of the OpenTelemetry API read what any copy of 1.x has registered. As it is published it takes an
 * older registration for none, without a word, and a function often brings an older copy. The layer registers by itself.
 */
export function readAnyApi(): Rolldown.Plugin {
  return {
    name: 'read-any-api',
    transform(code, id) {
      if (!/@opentelemetry\/api\/dist\/version\.mjs$/.test(id)) return undefined;
      if (!written.test(code)) throw new Error('The OpenTelemetry API has its version elsewhere: adapt this plugin.');
      return code.replace(written, 'const VERSION = "1.0.0";');
    },
  };
}
