import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layerFiles } from '../../packages/lambda-layer/src/build/layer-files.ts';
import { writeLayer } from '../../packages/lambda-layer/src/build/write-layer.ts';

const made: string[] = [];
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Builds the layer into a folder of this process's own, which stands for /opt and is removed with the process. */
export async function buildLayer(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kinesis-otel-layer-'));
  made.push(folder);
  writeLayer(await layerFiles(), folder);
  return folder;
}
