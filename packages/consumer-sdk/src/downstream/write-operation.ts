import { type AwsService, awsServices, type CommandInput } from './aws-writes.ts';

/** A command that writes: its service, its operation, and what it writes to where that is one thing. */
export interface WriteOperation {
  /** As the AWS SDK calls it. */
  readonly serviceId: string;
  readonly operation: string;
  /** A table, a bucket, a stream; never a key. */
  readonly resource: string | undefined;
  /** The `Target` dimension: the service, and the resource where it is one. */
  readonly target: string;
}

interface Command {
  readonly input?: unknown;
  readonly schema?: unknown;
  /** The command that the document client's wraps. */
  readonly clientCommand?: Command;
}

/**
 * Reads an AWS SDK v3 command as a write; undefined for a command that reads, or of a service that is not known.
 *
 * @param serviceId the client's, for commands of an older SDK, which do not say their service
 */
export function readWriteOperation(command: unknown, serviceId?: string): WriteOperation | undefined {
  const { service, operation } = modelOf(command, serviceId);
  if (service === undefined || !Object.hasOwn(service.writes, operation)) return undefined;
  const resource = service.writes[operation]?.(inputOf(command));
  if (resource === false) return undefined;
  return {
    serviceId: service.serviceId,
    operation,
    resource,
    target: resource === undefined ? service.label : `${service.label}/${resource}`,
  };
}

interface Model {
  readonly service: AwsService | undefined;
  readonly operation: string;
}

/** From the command's model where it has one: a bundler may change the name of its class. */
function modelOf(command: unknown, serviceId: string | undefined): Model {
  const { schema, clientCommand } = Object(command) as Command;
  const [, namespace, operation] = listOf(schema ?? clientCommand?.schema);
  if (typeof namespace === 'string' && typeof operation === 'string') {
    return { service: awsServices[namespace], operation };
  }
  const className = String(Object(command).constructor?.name);
  return { service: servicesById.get(serviceId ?? ''), operation: className.replace(/Command$/, '') };
}

const servicesById = new Map(Object.values(awsServices).map((service) => [service.serviceId, service]));

function inputOf(command: unknown): CommandInput {
  return Object((command as Command).input) as CommandInput;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
