/** The ways a Kinesis request names its stream. */
export interface StreamReference {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
  readonly StreamId?: string | undefined;
}

const arnResource = ':stream/';

/** The stream's name out of `arn:aws:kinesis:<region>:<account>:stream/<name>`; undefined where it is no such ARN. */
export function streamNameFromArn(arn: string): string | undefined {
  const at = arn.indexOf(arnResource);
  if (at < 0) return undefined;
  const name = arn.slice(at + arnResource.length).split('/', 1)[0];
  return name === '' ? undefined : name;
}

/** The stream a request is for: by name, by ARN, else by id. */
export function streamNameOf({ StreamName, StreamARN, StreamId }: StreamReference): string | undefined {
  return StreamName ?? (StreamARN === undefined ? undefined : streamNameFromArn(StreamARN)) ?? StreamId;
}
