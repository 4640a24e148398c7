import { isMultiConcurrent } from './function-options.ts';
import { findInLayers } from './layers.ts';
import { defaultRuntime, runtimeInterpreter, runtimeScript } from './runtimes.ts';
import { nativeClient, type SandboxSettings, sandboxEnvironment } from './sandbox-environment.ts';
import type { Command } from './sandbox-process.ts';

/**
 * How the runtime of a sandbox is started. With AWS_LAMBDA_EXEC_WRAPPER that file is run instead, and gets the interpreter and
 * its arguments as arguments (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper).
 */
export function runtimeCommand(settings: SandboxSettings): Command {
  const { options } = settings;
  const { taskRoot, memorySizeMb, runtime = defaultRuntime, layers = [] } = options;
  const env = sandboxEnvironment(settings);
  const script = runtimeScript(runtime, isMultiConcurrent(options));
  const args = [...sandboxFlags(memorySizeMb), '--require', nativeClient, script];
  const wrapper = env.AWS_LAMBDA_EXEC_WRAPPER;
  const node = runtimeInterpreter(runtime);
  if (!wrapper) return { file: node, args, cwd: taskRoot, env };
  return { file: findInLayers(wrapper, layers), args: [node, ...args], cwd: taskRoot, env };
}

/** The flags Lambda starts Node with: a twentieth of the memory for the young generation, nine tenths for the old. */
function sandboxFlags(memorySizeMb: number): readonly string[] {
  const semiSpaceMb = Math.floor((memorySizeMb * 5) / 100);
  const oldSpaceMb = Math.floor((memorySizeMb * 90) / 100);
  return [`--max-semi-space-size=${semiSpaceMb}`, `--max-old-space-size=${oldSpaceMb}`];
}
