import { KinesisOtelOptionError } from '@kinesis-otel/contract';
import { UndecodableRecord } from './undecodable-record.ts';

/** A validator of zod, valibot or any other library that follows https://standardschema.dev, version 1. */
export interface SchemaLike<Data> {
  readonly '~standard': {
    readonly version: 1;
    readonly validate: (value: unknown) => SchemaResult<Data> | Promise<SchemaResult<Data>>;
  };
}

/** What such a validator answers. */
export type SchemaResult<Data> =
  | { readonly value: Data; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

/** Makes what the user's function gets out of a decoded payload: a function that throws at a wrong one, or a schema. */
export type Parse<Data> = SchemaLike<Data> | ((data: unknown) => Data | Promise<Data>);

/** Decides, once, how decoded payloads are checked. @throws KinesisOtelOptionError for what is neither function nor schema */
export function createParser(parse: Parse<unknown> | undefined): (data: unknown) => unknown {
  if (parse === undefined) return (data) => data;
  const standard = (parse as Partial<SchemaLike<unknown>> | null)?.['~standard'];
  // A schema may be a function as well (ArkType's are).
  if (standard?.version === 1 && typeof standard.validate === 'function') return (data) => validate(standard, data);
  if (typeof parse === 'function') return (data) => callParse(parse, data);
  const cure =
    'Give a function, or a schema of a library that follows Standard Schema (zod 3.24, valibot 1), or leave it out.';
  throw new KinesisOtelOptionError('INVALID_OPTION', 'parse', parse, cure);
}

async function validate({ validate: check }: SchemaLike<unknown>['~standard'], data: unknown): Promise<unknown> {
  const result = await check(data);
  if (result.issues === undefined) return result.value;
  const cause = new Error(result.issues.map(({ message }) => message).join('; '));
  throw new UndecodableRecord(refused, { cause });
}

async function callParse(parse: (data: unknown) => unknown, data: unknown): Promise<unknown> {
  try {
    return await parse(data);
  } catch (cause) {
    throw new UndecodableRecord(refused, { cause });
  }
}

const refused = 'was refused by `parse`';
