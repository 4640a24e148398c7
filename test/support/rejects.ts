import * as assert from 'uvu/assert';

/** What a promise was rejected with, taken for an error; fails the test where it was not rejected. */
export async function rejects(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  return assert.unreachable('the promise was not rejected') as never;
}
