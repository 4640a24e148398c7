/** What an AWS SDK v3 command asks for. */
export interface AwsCall {
  readonly service: string;
  readonly operation: string;
}

interface CommandLike {
  /** Of the service's model: its second entry is the namespace, its third the operation. */
  readonly schema?: unknown;
}

/** Reads the operation from the command's model where it has one: a bundler may change the name of its class. */
export function readAwsCall(client: object, command: unknown): AwsCall {
  const { schema } = (command ?? {}) as CommandLike;
  const modelled = Array.isArray(schema) ? schema[2] : undefined;
  const name = (command as object | undefined)?.constructor.name.replace(/Command$/, '');
  const { config } = client as { readonly config?: { readonly serviceId?: unknown } };
  return {
    service: typeof config?.serviceId === 'string' ? config.serviceId : 'AWS',
    operation: typeof modelled === 'string' ? modelled : (name ?? 'unknown'),
  };
}
