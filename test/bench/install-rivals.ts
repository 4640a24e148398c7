import { installApart } from '../support/install-apart.ts';

/** Installs what the benchmarks compare with, where it is missing. Undefined once it is there, else what went wrong. */
export function installRivals(): Promise<string | undefined> {
  // Nothing here calls the native parts, which are optional.
  return installApart(import.meta.dirname, 'what to compare with', ['--no-optional']);
}
