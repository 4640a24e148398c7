/** Something the user can put right: one line says what and how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
