import { type Zippable, zipSync } from 'fflate';
import type { LayerFile } from './layer-files.ts';

const unix = 3;

/** Packs files with Unix permissions: the wrapper has to be executable when Lambda has unpacked it. */
export function zipFiles(files: readonly LayerFile[]): Uint8Array {
  // Fixed, so that the same files make the same bytes; of parts, because a zip holds local time.
  const modifiedAt = new Date(2020, 0, 1);
  const entries = files.map(({ path, bytes, isExecutable }) => {
    const mode = isExecutable ? 0o100755 : 0o100644;
    return [path, [bytes, { level: 9, mtime: modifiedAt, os: unix, attrs: mode * 0x1_0000 }]] as const;
  });
  return zipSync(Object.fromEntries(entries) as unknown as Zippable);
}
