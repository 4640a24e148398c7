import { randomBytes } from 'node:crypto';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { region } from '../account.ts';
import { type FunctionOptions, isMultiConcurrent } from './function-options.ts';
import { layerBinFolders, layerEnvironment } from './layers.ts';
import { defaultRuntime, runtimeInterpreter } from './runtimes.ts';

/** How a sandbox came to be, as AWS_LAMBDA_INITIALIZATION_TYPE and telemetry say. */
export type InitializationType = 'on-demand' | 'provisioned-concurrency' | 'lambda-managed-instances';

export const nativeClient: string = fileURLToPath(new URL('./native-client.cjs', import.meta.url));

/** What the environment of a sandbox is made from. */
export interface SandboxSettings {
  readonly options: FunctionOptions;
  /** What the pipeline adds so that clients find it. */
  readonly pipelineEnvironment: Readonly<Record<string, string>>;
  readonly initializationType: InitializationType;
  readonly runtimeApiAddress: string;
}

/**
 * The whole environment of a sandbox's runtime, nothing of the parent's: what Lambda defines
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), what the pipeline adds, and over both what the
 * function was given.
 */
export function sandboxEnvironment(settings: SandboxSettings): Record<string, string> {
  const { options, pipelineEnvironment, runtimeApiAddress } = settings;
  const { NODE_OPTIONS, ...own } = options.environment ?? {};
  const preload = `--require ${JSON.stringify(nativeClient)}`;
  return {
    ...lambdaDefaults(settings),
    ...pipelineEnvironment,
    ...own,
    NODE_OPTIONS: NODE_OPTIONS === undefined ? preload : `${preload} ${NODE_OPTIONS}`,
    AWS_LAMBDA_RUNTIME_API: runtimeApiAddress,
  };
}

/** What only the runtime's process is told (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html, "Environment variables"). */
const runtimeOnly = [
  '_HANDLER',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'LAMBDA_TASK_ROOT',
];

/** The environment of an external extension. */
export function extensionEnvironment(settings: SandboxSettings): Record<string, string> {
  const { NODE_OPTIONS } = settings.options.environment ?? {};
  const { NODE_OPTIONS: _, ...shared } = sandboxEnvironment(settings);
  const entries = Object.entries(shared).filter(([name]) => !runtimeOnly.includes(name));
  return { ...Object.fromEntries(entries), ...(NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS }) };
}

const systemPath = ['/usr/local/bin', '/usr/bin', '/bin'];

function lambdaDefaults({ options, initializationType }: SandboxSettings): Record<string, string> {
  const { name, handler, taskRoot, memorySizeMb, runtime = defaultRuntime, layers = [] } = options;
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  const multi = isMultiConcurrent(options) ? { AWS_LAMBDA_MAX_CONCURRENCY: `${options.concurrencyPerSandbox}` } : {};
  return {
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySizeMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[$LATEST]${randomBytes(16).toString('hex')}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: initializationType,
    LANG: 'en_US.UTF-8',
    PATH: [dirname(runtimeInterpreter(runtime)), ...systemPath, ...layerBinFolders(layers)].join(delimiter),
    TZ: ':UTC',
    ...layerEnvironment(layers, runtime.slice('nodejs'.length, -'.x'.length)),
    ...multi,
  };
}
