import { join } from 'node:path';

/** The repository, seen from here. */
export const root: string = join(import.meta.dirname, '../..');

/** The folders under packages/ that go to npm. */
export const publishedPackages: readonly string[] = [
  'producer-sdk',
  'consumer-sdk',
  'pipeline-health',
  'collector-config',
];

/** The packages that are tools may have dependencies; all others have none. */
export const allowedDependencies: Readonly<Record<string, readonly string[]>> = {
  'collector-config': ['commander', 'yaml'],
};
