/**
 * What the work gives, or undefined at the deadline, which counts where the work has none of its own: what it gives
 * afterwards nobody waits for.
 *
 * @param deadlineAt of `performance.now()`
 */
export async function orTimeout<Result>(work: Promise<Result>, deadlineAt: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, deadlineAt - performance.now()), undefined);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
