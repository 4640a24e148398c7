import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { region } from '../account.ts';
import type { FunctionOptions } from './function-options.ts';

const nativeClient = fileURLToPath(new URL('./native-client.cjs', import.meta.url));

/**
 * The whole environment of a sandbox, nothing of the parent's: what Lambda defines
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), what the pipeline adds so that clients find
 * it, and over both what the function was given.
 */
export function sandboxEnvironment(
  options: FunctionOptions,
  pipelineEnvironment: Readonly<Record<string, string>>,
  runtimeApiAddress: string,
): Record<string, string> {
  const { NODE_OPTIONS, ...own } = options.environment ?? {};
  const preload = `--require ${JSON.stringify(nativeClient)}`;
  return {
    ...lambdaDefaults(options),
    ...pipelineEnvironment,
    ...own,
    ...(NODE_OPTIONS === undefined ? {} : { LOCAL_PIPELINE_NODE_OPTIONS: NODE_OPTIONS }),
    NODE_OPTIONS: NODE_OPTIONS === undefined ? preload : `${preload} ${NODE_OPTIONS}`,
    AWS_LAMBDA_RUNTIME_API: runtimeApiAddress,
  };
}

function lambdaDefaults({ name, handler, taskRoot, memorySizeMb }: FunctionOptions): Record<string, string> {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return {
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySizeMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[$LATEST]${randomBytes(16).toString('hex')}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
  };
}

/** The flags Lambda starts Node with: a twentieth of the memory for the young generation, nine tenths for the old. */
export function sandboxFlags(memorySizeMb: number): readonly string[] {
  const semiSpaceMb = Math.floor((memorySizeMb * 5) / 100);
  const oldSpaceMb = Math.floor((memorySizeMb * 90) / 100);
  return [`--max-semi-space-size=${semiSpaceMb}`, `--max-old-space-size=${oldSpaceMb}`];
}
