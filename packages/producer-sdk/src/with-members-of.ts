/**
 * Gives a spread copy what the spread passed by: members that the original has by accessors of its class. The AWS SDK reads
 * those as it does any other, so a copy without them would be another record.
 */
export function withMembersOf<Copy extends object>(copy: Copy, original: Copy, names: readonly (keyof Copy)[]): Copy {
  // Nearly all are plain objects, which a spread copies whole.
  if (Object.getPrototypeOf(original) === Object.prototype) return copy;
  for (const name of names) {
    if (copy[name] === undefined && original[name] !== undefined) copy[name] = original[name];
  }
  return copy;
}
