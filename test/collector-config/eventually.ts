import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a condition holds; fails with the words given where it never does. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`${what}: not within ${limitMs / 1_000} s`);
    await pause(25);
  }
}
