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

/** The script a runtime is started with; only the newer client takes several events at once, and Lambda runs it for both then. */
export function runtimeScript(runtime: RuntimeName, isMultiConcurrent: boolean): string {
  return clients[isMultiConcurrent ? 'nodejs24.x' : runtime];
}
