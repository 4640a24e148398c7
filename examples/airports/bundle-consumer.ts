import { mkdtemp, readdir, rm } from 'node:fs/promises';
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

const folderPrefix = 'airports-consumer-';

/** Bundles the consumer into one CommonJS file in a temporary folder. */
export async function bundleConsumer(): Promise<Bundle> {
  await removeLeftFolders();
  const taskRoot = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
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

/** A run that was killed could not remove its folder; the next one does. */
async function removeLeftFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(folderPrefix) || isRunning(Number.parseInt(name.slice(folderPrefix.length), 10))) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
