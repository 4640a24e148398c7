const key = Symbol.for('kinesis-otel commands under way');

/** Commands that are being handed to the AWS SDK now, by whichever copy of this library. */
const underWay: WeakSet<object> = sharedByCopies(globalThis as object);

/** Whether something around the client has seen to the command: a class or an instance may both be instrumented. */
export function isUnderWay(command: unknown): boolean {
  return typeof command === 'object' && command !== null && underWay.has(command);
}

/** Calls `send` with the command, which no other instrumentation within sees to again. */
export function markUnderWay<Result>(command: unknown, send: () => Result): Result {
  if (typeof command !== 'object' || command === null) return send();
  underWay.add(command);
  try {
    return send();
  } finally {
    underWay.delete(command);
  }
}

function sharedByCopies(realm: { [key]?: WeakSet<object> }): WeakSet<object> {
  realm[key] ??= new WeakSet();
  return realm[key];
}
