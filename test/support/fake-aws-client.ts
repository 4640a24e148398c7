type Callback = (error: unknown, output?: unknown) => void;

/** A client that keeps what it is sent, and how. */
export interface FakeAwsClient {
  readonly sent: readonly { readonly command: unknown; readonly rest: readonly unknown[] }[];
  /** What `send` returned, call by call. */
  readonly returned: readonly unknown[];
  /** The input of the command that was sent last. */
  readonly lastInput: () => Readonly<Record<string, unknown>>;
  send(command: unknown, ...rest: unknown[]): unknown;
}

/** Makes a client as the AWS SDK's are seen from outside: it promises an answer, or calls back where it can. */
export function createFakeAwsClient(answer: (input: unknown) => unknown = () => ({})): FakeAwsClient {
  const sent: { command: unknown; rest: readonly unknown[] }[] = [];
  const returned: unknown[] = [];
  return {
    sent,
    returned,
    lastInput: () => (sent.at(-1)?.command as { input?: Record<string, unknown> } | undefined)?.input ?? {},
    send(command, ...rest) {
      sent.push({ command, rest });
      const promise = Promise.resolve((command as { input?: unknown } | undefined)?.input).then(answer);
      const callback = rest.find((each): each is Callback => typeof each === 'function');
      const result = callback === undefined ? promise : undefined;
      if (callback !== undefined) promise.then((output) => callback(null, output), callback);
      returned.push(result);
      return result;
    },
  };
}
