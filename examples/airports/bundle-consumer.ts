import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A bundled function, as SAM, CDK and the Serverless Framework make one. */
export interface Bundle {
  /** What the function's code is unpacked to. */
  readonly taskRoot: string;
  /** `<file>.<export>`, as a function's handler is named. */
  readonly handler: string;
  remove(): Promise<void>;
}

/** Bundles the consumer into one CommonJS file in a temporary folder. */
export async function bundleConsumer(): Promise<Bundle> {
  const taskRoot = await mkdtemp(join(tmpdir(), 'airports-consumer-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'consumer.ts')],
    outfile: join(taskRoot, 'consumer.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    // The exporters load node:http when they first export; by require that costs a tenth of what import() does.
    supported: { 'dynamic-import': false },
    logLevel: 'error',
  });
  return { taskRoot, handler: 'consumer.handler', remove: () => rm(taskRoot, { recursive: true, force: true }) };
}
