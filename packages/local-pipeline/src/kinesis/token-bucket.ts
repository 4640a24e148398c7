/** An allowance that fills up again at a steady rate. */
export interface TokenBucket {
  /** Tokens there are; below zero after more was taken than there were. */
  level(): number;
  /** True where the cost can be paid; what costs more than the bucket holds needs it full. */
  has(cost: number): boolean;
  /** Pays, on credit if need be. */
  take(cost: number): void;
}

/** A bucket that starts full and holds what it gets in one second. `now` is in milliseconds. */
export function createTokenBucket(perSecond: number, now: () => number): TokenBucket {
  let tokens = perSecond;
  let filledAtMs = now();
  const level = (): number => {
    const nowMs = now();
    // A wall clock can be set back; time that was lost gives nothing.
    tokens = Math.min(perSecond, tokens + (Math.max(nowMs - filledAtMs, 0) * perSecond) / 1000);
    filledAtMs = nowMs;
    return tokens;
  };
  return {
    level,
    has: (cost) => level() >= Math.min(cost, perSecond),
    take: (cost) => {
      tokens = level() - cost;
    },
  };
}
