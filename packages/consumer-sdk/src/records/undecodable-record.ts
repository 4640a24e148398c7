/**
 * A payload that is not what the handler was told to expect. It says what is wrong, and nothing of what the payload
 * holds; what a validator said of it is its `cause`.
 */
export class UndecodableRecord extends Error {
  override readonly name = 'UndecodableRecord';

  /** @param problem completes the sentence "The payload …" */
  constructor(problem: string, options?: ErrorOptions) {
    super(`The payload ${problem}.`, options);
  }
}
