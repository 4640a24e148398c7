import { shutDownAtEnd } from './auto/shut-down-at-end.ts';
import { startNodeSdk } from './auto/start-node-sdk.ts';

/* node --import @kinesis-otel/producer-sdk/register: the process goes on whatever happens here. */
try {
  const shutdown = startNodeSdk();
  if (shutdown !== undefined) shutDownAtEnd(shutdown, say);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
}

function say(problem: string): void {
  process.stderr.write(`@kinesis-otel/producer-sdk/register: ${problem.split('\n', 1)[0]}\n`);
}
