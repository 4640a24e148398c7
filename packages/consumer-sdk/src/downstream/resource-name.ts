/** Text with something in it; undefined for anything else. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a name, an ARN or a URL ends in: `orders` of `arn:aws:dynamodb:eu-west-1:123456789012:table/orders`. */
export function lastPart(nameOrArn: unknown): string | undefined {
  const name = text(nameOrArn);
  return name?.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1) || undefined;
}

/** The name that all have; undefined where they differ, where one has none, and where there is none at all. */
export function onlyOne(names: readonly (string | undefined)[]): string | undefined {
  const [first] = names;
  return names.every((name) => name === first) ? first : undefined;
}

/** A topic's name out of its ARN. A phone's endpoint has none: there is no end of them. */
export function topicName(arn: unknown): string | undefined {
  const resource = text(arn)?.split(':')[5];
  return resource === undefined || resource.includes('/') ? undefined : resource;
}

/** A function's name out of a name, an ARN or a part of one, with or without an alias or version behind it. */
export function lambdaFunctionName(nameOrArn: unknown): string | undefined {
  return /^(?:.*:function:)?([\w-]+)(?::[\w$-]+)?$/.exec(text(nameOrArn) ?? '')?.[1];
}

const partiqlWrite = /^\s*(?:insert\s+into|update|delete\s+from)\s+(?:"([\w.-]+)"|([\w.-]+))/i;
const partiqlRead = /^\s*(?:select|exists)\b/i;

/** The table a PartiQL statement writes to; `false` for one that reads. */
export function partiqlTable(statement: unknown): string | undefined | false {
  const written = text(statement);
  if (written === undefined || partiqlRead.test(written)) return false;
  const [, quoted, plain] = partiqlWrite.exec(written) ?? [];
  return quoted ?? plain;
}
