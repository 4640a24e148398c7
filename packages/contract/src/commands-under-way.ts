/** Commands that are being handed to the AWS SDK now, so that what is within does not see to them again. */
export interface CommandsUnderWay {
  readonly has: (command: unknown) => boolean;
  /** Calls `send` with the commands under way until it returns, not until what it promises is there. */
  readonly during: <Result>(commands: readonly unknown[], send: () => Result) => Result;
}

/**
 * Finds what all copies of a library in the process have under way together.
 *
 * @param name what they are under way for
 */
export function commandsUnderWay(name: string): CommandsUnderWay {
  const key = Symbol.for(name);
  const realm = globalThis as { [key]?: WeakSet<object> };
  realm[key] ??= new WeakSet();
  const underWay = realm[key];
  return {
    has: (command) => isObject(command) && underWay.has(command),
    during(commands, send) {
      const added = commands.filter(isObject);
      for (const command of added) underWay.add(command);
      try {
        return send();
      } finally {
        for (const command of added) underWay.delete(command);
      }
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
