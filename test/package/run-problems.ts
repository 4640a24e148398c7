import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createKinesisPool, type LocalKinesis } from '../support/local-kinesis.ts';

const run = promisify(execFile);
const program = 'put-and-consume.mjs';

/** What each run is to tell: a text record carries nothing, two are consumed by both handlers as what they were. */
const expected = {
  seen: ['{"id":1}', '{"id":2}', 'plain text', ...['eyJpZCI6MX0=', 'gzip of {"id":2}', 'cGxhaW4gdGV4dA==']],
  spans: [
    ...['invocation 1', 'invocation 1', 'process orders 4', 'process orders 4', 'process orders 4', 'process orders 4'],
    ...['process orders 4 of the put', 'process orders 4 of the put', 'send orders 3'],
  ],
  sums: {
    PutRecordSuccess: 3,
    'TraceContextInjection injected': 2,
    'TraceContextInjection skipped unknown_format': 1,
    'TraceContextExtraction extracted': 4,
    'TraceContextExtraction missing': 2,
    RecordProcessingSuccess: 6,
    RecordProcessingFailure: 0,
    RecordProcessingLatency: 6,
  },
};

/**
 * Puts and consumes records with the packages of a project, as modules and as CommonJS, on each Node; gives what came out
 * other than it should, in words.
 */
export async function runProblems(project: string, nodes: readonly string[]): Promise<readonly string[]> {
  copyFileSync(join(import.meta.dirname, 'programs', program), join(project, program));
  const pool = createKinesisPool();
  const kinesis = await pool.start();
  const problems: string[] = [];
  for (const node of nodes) {
    for (const words of ['esm wrapped', 'esm found', 'cjs wrapped', 'cjs found']) {
      const told = await tell(node, words.split(' '), project, kinesis);
      const wanted = JSON.stringify(expected);
      if (told !== wanted) problems.push(`${node} ${program} ${words}\n  tells ${told}\n  and not ${wanted}`);
    }
  }
  await pool.stop();
  return problems;
}

async function tell(node: string, words: readonly string[], project: string, kinesis: LocalKinesis): Promise<string> {
  const env = {
    ...process.env,
    // pnpm offers all it has installed by this variable.
    NODE_PATH: '',
    AWS_ENDPOINT_URL: kinesis.endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  try {
    const { stdout } = await run(node, [program, ...words, await kinesis.createStream(1)], { cwd: project, env });
    return stdout.trim();
  } catch (error) {
    return String((error as { stderr?: unknown }).stderr);
  }
}
