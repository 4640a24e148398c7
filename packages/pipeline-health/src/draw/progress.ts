import { formatCount } from './format-number.ts';
import { toAscii } from './to-ascii.ts';

/** Where a run stands. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly ratePerSecond: number;
  readonly elapsedMs: number;
  /** What is being done, in a few words; may be empty. */
  readonly note: string;
}

/** One line of at most `width` columns without colours: bar, counts, rate, time, note. */
export function drawProgress(progress: Progress, width: number, options: { readonly ascii?: boolean } = {}): string {
  const { done, total, ratePerSecond, elapsedMs, note } = progress;
  const share = total > 0 ? Math.min(Math.max(done / total, 0), 1) : 0;
  const whole = formatCount(total);
  const seconds = (elapsedMs / 1000).toFixed(1);
  const figures = [
    `${formatCount(done).padStart(whole.length)} / ${whole}`,
    `${formatCount(ratePerSecond).padStart(6)}/s`,
    `${seconds.padStart(6)} s`,
    ...(note === '' ? [] : [note]),
  ].join('  ');
  const room = Math.min(32, width - figures.length - 1);
  const line = room >= 8 ? `${barOf(share, room)} ${figures}` : figures;
  const cut = line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
  return options.ascii ? toAscii(cut) : cut;
}

function barOf(share: number, width: number): string {
  const full = Math.floor(share * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}
