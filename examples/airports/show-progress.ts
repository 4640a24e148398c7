import type { Pipeline } from '@kinesis-otel/local-pipeline';
import { drawProgress } from '@kinesis-otel/pipeline-health';

/** What progress is shown of, and where. */
export interface ProgressInput {
  readonly pipeline: Pipeline;
  readonly stream: string;
  readonly total: number;
  readonly output: NodeJS.WriteStream;
}

const barEveryMs = 100;
const lineEveryMs = 5_000;

/** Keeps a progress bar up to date on a terminal; elsewhere prints a line now and then. Returns what ends it. */
export function showProgress({ pipeline, stream, total, output }: ProgressInput): () => void {
  const startedAt = performance.now();
  const width = output.isTTY ? output.columns : 80;
  const line = (): string => {
    const { settled, redelivered } = pipeline.ledger.counts(stream);
    const elapsedMs = performance.now() - startedAt;
    const note = redelivered > 0 ? `${redelivered} delivered again` : '';
    return drawProgress(
      { done: settled, total, ratePerSecond: (settled * 1_000) / elapsedMs, elapsedMs, note },
      width - 1,
    );
  };
  const show = output.isTTY ? () => output.write(`\r\u001b[K${line()}`) : () => output.write(`${line()}\n`);
  const timer = setInterval(show, output.isTTY ? barEveryMs : lineEveryMs);
  return () => {
    clearInterval(timer);
    show();
    if (output.isTTY) output.write('\n');
  };
}
