const failRate = Number(process.env.FAIL_RATE ?? 0);

/** An attempt that is turned away before it has written anything. */
export class AttemptRejected extends Error {
  override readonly name = 'AttemptRejected';
}

/** Throws with the probability `FAIL_RATE`, anew at each attempt; so that a retry is worth its while. */
export function failSometimes(): void {
  if (Math.random() < failRate) throw new AttemptRejected('This attempt was rejected; a later one will do.');
}
