import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc: NodeJS.GCFunction = runInNewContext('gc');

/** Collects all garbage. */
export function collectGarbage(): void {
  gc({ type: 'major' });
}

/** Collects what was made lately, which takes about a millisecond. */
export function collectYoungGarbage(): void {
  gc({ type: 'minor' });
}
