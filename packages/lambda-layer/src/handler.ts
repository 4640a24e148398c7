import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Layer, StartLayer } from './bootstrap.ts';
import type { UserHandler } from './loading/find-handler.ts';
import { loadHandler } from './loading/load-handler.ts';

/*
 * The handler the runtime loads. It loads the function's own, as the runtime would have, with the layer around it. Whatever
 * goes wrong in the layer leaves the function's own handler alone.
 */
const original = process.env.KINESIS_OTEL_HANDLER ?? '';
process.env._HANDLER = original;
delete process.env.KINESIS_OTEL_HANDLER;

const layer = startLayer();
// Loaded on behalf of the runtime's own file, which error messages then name.
const runtimeFile = process.argv[1] ?? fileURLToPath(import.meta.url);
const load = { require: createRequire(runtimeFile), import: importForRuntime };
const own = await loadHandler(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), original, load);

export const handler: UserHandler = await instrumented(own);

async function importForRuntime(file: string): Promise<unknown> {
  try {
    return await import(file);
  } catch (error) {
    const own = fileURLToPath(import.meta.url);
    if (error instanceof Error && error.message.includes(own)) error.message = error.message.replace(own, runtimeFile);
    throw error;
  }
}

function startLayer(): Layer | undefined {
  try {
    const bundle: { readonly startLayer: StartLayer } = createRequire(import.meta.url)('./bootstrap.cjs');
    return bundle.startLayer();
  } catch (error) {
    console.error('kinesis-otel: the layer could not start; the function runs without it.', error);
    return undefined;
  }
}

async function instrumented(handler: UserHandler): Promise<UserHandler> {
  try {
    return (await layer?.instrument(handler)) ?? handler;
  } catch (error) {
    console.error('kinesis-otel: the handler could not be wrapped; the function runs without the layer.', error);
    return handler;
  }
}
