import type { Layer } from './bootstrap.ts';
import type { UserHandler } from './loading/find-handler.ts';
import type { Loaders } from './loading/load-as-nodejs22.ts';
import type { LoadHandler } from './loading/load-handler.ts';

/*
 * The handler the runtime loads. It loads the function's own, as the runtime would have, with the layer around it. Whatever
 * goes wrong in the layer leaves the function's own handler alone.
 */
const original = process.env.KINESIS_OTEL_HANDLER ?? '';
process.env._HANDLER = original;
delete process.env.KINESIS_OTEL_HANDLER;

const { createRequire } = process.getBuiltinModule('node:module');
const ownFile = import.meta.filename;
const requireOwn = createRequire(ownFile);
const started = start();
// Loaded on behalf of the runtime's own file, which error messages then name.
const runtimeFile = process.argv[1] ?? ownFile;
const load: Loaders = { require: createRequire(runtimeFile), import: importForRuntime };
const { loadHandler } = started ?? (requireOwn('./load-handler.cjs') as typeof import('./loading/load-handler.ts'));
const own = await loadHandler(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), original, load);

export const handler: UserHandler = await instrumented(own);

async function importForRuntime(file: string): Promise<unknown> {
  try {
    return await import(file);
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replace(ownFile, runtimeFile);
    throw error;
  }
}

/** Undefined where the layer cannot start. */
function start(): { readonly layer: Layer; readonly loadHandler: LoadHandler } | undefined {
  try {
    const { startLayer, loadHandler }: typeof import('./bootstrap.ts') = requireOwn('./bootstrap.cjs');
    return { layer: startLayer(), loadHandler };
  } catch (error) {
    console.error('kinesis-otel: the layer could not start; the function runs without it.', error);
    return undefined;
  }
}

async function instrumented(handler: UserHandler): Promise<UserHandler> {
  try {
    return (await started?.layer.instrument(handler)) ?? handler;
  } catch (error) {
    console.error('kinesis-otel: the handler could not be wrapped; the function runs without the layer.', error);
    return handler;
  }
}
