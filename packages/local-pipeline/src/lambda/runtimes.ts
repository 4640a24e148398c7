import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Lambda's Node runtimes that are served; the name is what AWS_EXECUTION_ENV ends in. */
export type RuntimeName = 'nodejs22.x' | 'nodejs24.x';

export const runtimeNames: readonly RuntimeName[] = ['nodejs22.x', 'nodejs24.x'];

export const defaultRuntime: RuntimeName = 'nodejs24.x';

/** AWS's own runtime interface client: it loads the handler, makes its context, patches the console. */
const clients: Readonly<Record<RuntimeName, string>> = {
  'nodejs22.x': fileURLToPath(new URL('./callback-runtime.mjs', import.meta.url)),
  'nodejs24.x': fileURLToPath(import.meta.resolve('aws-lambda-ric')),
};

/** The npm package that has Node 22 for this platform; that for Apple's own processors has another name. */
const platform = `${process.platform}-${process.arch}`;
const node22 = fileURLToPath(
  new URL(
    `../../node_modules/node-22-${platform === 'darwin-arm64' ? 'bin-' : ''}${platform}/bin/node`,
    import.meta.url,
  ),
);

/** What a runtime's script is run with: Node 22 for nodejs22.x where there is one for this platform, else this process's own. */
export function runtimeInterpreter(runtime: RuntimeName): string {
  return runtime === 'nodejs22.x' && existsSync(node22) ? node22 : process.execPath;
}

/** The script a runtime is started with; only the newer client takes several events at once, and Lambda runs it for both then. */
export function runtimeScript(runtime: RuntimeName, isMultiConcurrent: boolean): string {
  return clients[isMultiConcurrent ? 'nodejs24.x' : runtime];
}
