import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LayerFile } from './layer-files.ts';

/** Writes the files as Lambda unpacks them, with the folder given in place of /opt. */
export function writeLayer(files: readonly LayerFile[], folder: string): void {
  for (const { path, bytes, isExecutable } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes, { mode: isExecutable ? 0o755 : 0o644 });
  }
}
