import { Enum, type Field, type Type } from 'protobufjs';

/** Telemetry that does not keep to the protocol; the message says where. */
export class MalformedTelemetryError extends Error {
  override readonly name = 'MalformedTelemetryError';
}

/** A decoded message, or a parsed JSON object. */
type Fields = Readonly<Record<string, unknown>>;

const wide = new Set(['int64', 'uint64', 'sint64', 'fixed64', 'sfixed64']);
const narrow = new Set(['int32', 'uint32', 'sint32', 'fixed32', 'sfixed32']);
const ids = new Set(['traceId', 'spanId', 'parentSpanId']);

/** Fields a reader may count on, with what an encoding that leaves out empty values meant. */
const always: Readonly<Record<string, Fields>> = {
  Span: { traceId: '', spanId: '', name: '', startTimeUnixNano: '0', endTimeUnixNano: '0' },
  Link: { traceId: '', spanId: '' },
  KeyValue: { key: '' },
  Metric: { name: '' },
};

/**
 * Brings a message of either encoding into OTLP's JSON mapping: ids in lower-case hex, 64-bit integers as decimal strings,
 * enums as numbers, other bytes in base64. Unknown and empty fields are left out; a value of the wrong kind is an error.
 */
export function shapeMessage(type: Type, value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misfit(path, value, 'an object');
  const shaped: Record<string, unknown> = { ...always[type.name] };
  for (const [name, part] of Object.entries(value)) {
    const field = type.fields[name];
    if (field === undefined || part === null || part === undefined) continue;
    const shapedPart = shapeField(field, part, path === '' ? name : `${path}.${name}`);
    if (field.partOf !== null || (!empty.has(shapedPart) && !isEmptyList(shapedPart))) shaped[name] = shapedPart;
  }
  return shaped;
}

/** What protobuf does not send and JSON writers may: left out, unless the field is one of several or marked optional. */
const empty = new Set<unknown>(['', '0', 0, false]);

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function shapeField(field: Field, value: unknown, path: string): unknown {
  field.resolve();
  if (!field.repeated) return shapeValue(field, value, path);
  if (!Array.isArray(value)) throw misfit(path, value, 'an array');
  return value.map((each, index) => shapeValue(field, each, `${path}[${index}]`));
}

function shapeValue(field: Field, value: unknown, path: string): unknown {
  const { resolvedType } = field;
  if (resolvedType instanceof Enum) return shapeEnum(resolvedType, value, path);
  if (resolvedType) return shapeMessage(resolvedType, value, path);
  if (wide.has(field.type)) return shapeWideInteger(value, path);
  if (narrow.has(field.type)) return Number.isInteger(value) ? value : fail(path, value, 'a whole number');
  if (field.type === 'double') return shapeDouble(value, path);
  if (field.type === 'bytes') return shapeBytes(field.name, value, path);
  const wanted = field.type === 'bool' ? 'boolean' : 'string';
  return typeof value === wanted ? value : fail(path, value, `a ${wanted}`);
}

function shapeEnum(type: Enum, value: unknown, path: string): number {
  const number = typeof value === 'string' ? type.values[value] : value;
  return typeof number === 'number' ? number : fail(path, value, 'a number');
}

/** protobufjs gives objects that print themselves, JSON numbers or strings. */
function shapeWideInteger(value: unknown, path: string): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? text : fail(path, value, 'a whole number or a string of digits');
}

function shapeDouble(value: unknown, path: string): number {
  if (typeof value === 'number') return value;
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity'
    ? Number(value)
    : fail(path, value, 'a number');
}

function shapeBytes(name: string, value: unknown, path: string): string {
  const isId = ids.has(name);
  if (value instanceof Uint8Array) return Buffer.from(value).toString(isId ? 'hex' : 'base64');
  if (typeof value !== 'string') throw misfit(path, value, isId ? 'a string of hex digits' : 'base64');
  if (!isId) return value;
  return /^([0-9a-f]{2})*$/i.test(value) ? value.toLowerCase() : fail(path, value, 'a string of hex digits');
}

function fail(path: string, value: unknown, wanted: string): never {
  throw misfit(path, value, wanted);
}

function misfit(path: string, value: unknown, wanted: string): MalformedTelemetryError {
  const found = JSON.stringify(value)?.slice(0, 60);
  return new MalformedTelemetryError(`${path === '' ? 'The body' : path} is ${found} where ${wanted} belongs.`);
}
