import type { Rolldown } from 'tsdown';

const id = '\0lazy node:crypto';

/**
 * Loads `node:crypto` when the first KPL aggregate is read, which is all it is for: loading it costs as much as all the rest
 * of the layer. An import of anything else from it by our own code fails the build.
 */
export function lazyCrypto(): Rolldown.Plugin {
  return {
    name: 'lazy-crypto',
    resolveId: {
      order: 'pre',
      handler: (source, importer) =>
        source === 'node:crypto' && importer?.includes('/node_modules/') === false ? id : undefined,
    },
    load: (loaded) =>
      loaded === id
        ? "export const hash = (...input) => process.getBuiltinModule('node:crypto').hash(...input);"
        : undefined,
  };
}
