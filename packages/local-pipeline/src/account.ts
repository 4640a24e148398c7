/** The one region and account everything local lives in. */
export const region = 'us-east-1';
export const accountId = '000000000000';

export function streamArn(name: string): string {
  return `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}

export function queueArn(name: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${name}`;
}

export function topicArn(name: string): string {
  return `arn:aws:sns:${region}:${accountId}:${name}`;
}

/** The role a function runs as; Kinesis events name it as `invokeIdentityArn`. */
export function roleArn(functionName: string): string {
  return `arn:aws:iam::${accountId}:role/${functionName}-role`;
}
