/** A command that writes: its operation, and the one table it writes to where it is one. */
export interface WriteOperation {
  readonly service: string;
  /** `db.system.name` of the semantic conventions. */
  readonly system: string;
  readonly operation: string;
  readonly collection: string | undefined;
  /** The `Target` dimension. */
  readonly target: string;
}

type CommandInput = { readonly TableName?: unknown; readonly RequestItems?: unknown } | undefined;

/** Which operations write, by the operation's name in the service's model, and how each names its table. */
const dynamoDbWrites: Readonly<Record<string, (input: CommandInput) => string | undefined>> = {
  PutItem: tableName,
  UpdateItem: tableName,
  DeleteItem: tableName,
  BatchWriteItem: onlyRequestedTable,
  TransactWriteItems: () => undefined,
};

/** Reads an AWS SDK v3 command as a write; undefined for a command that reads, or that is of another service. */
export function readWriteOperation(command: unknown): WriteOperation | undefined {
  const operation = operationName(command);
  const table = operation === undefined ? undefined : dynamoDbWrites[operation];
  if (operation === undefined || table === undefined) return undefined;
  const collection = table((command as { input?: CommandInput }).input);
  return {
    service: 'DynamoDB',
    system: 'aws.dynamodb',
    operation,
    collection,
    target: collection === undefined ? 'DynamoDB' : `DynamoDB/${collection}`,
  };
}

/** From the command's model where it has one: a bundler may change the name of its class. */
function operationName(command: unknown): string | undefined {
  const { schema } = (command ?? {}) as { schema?: unknown };
  const modelled = Array.isArray(schema) ? schema[2] : undefined;
  return typeof modelled === 'string' ? modelled : command?.constructor.name.replace(/Command$/, '');
}

function tableName(input: CommandInput): string | undefined {
  return typeof input?.TableName === 'string' ? tableNameOfArn(input.TableName) : undefined;
}

function onlyRequestedTable(input: CommandInput): string | undefined {
  const tables = Object.keys(input?.RequestItems ?? {});
  return tables.length === 1 ? tableNameOfArn(tables[0] ?? '') : undefined;
}

function tableNameOfArn(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
