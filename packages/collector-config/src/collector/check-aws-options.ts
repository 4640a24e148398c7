import { KinesisOtelOptionError } from '@kinesis-otel/contract';
import type { CollectorOptions } from '../options.ts';

/** What CloudWatch Logs takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays: readonly unknown[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Throws for a name, region, role or retention that AWS would refuse. */
export function checkAwsOptions({ namespace, logGroup, logRetentionDays, region, roleArn }: CollectorOptions): void {
  checkNamespace(namespace);
  checkShape(
    'logGroup',
    logGroup,
    /^(?!aws\/)[\w/.#-]{1,512}$/,
    'Give 1 to 512 letters, digits, "_", "-", "/", "." or "#", not beginning with "aws/".',
  );
  checkShape('region', region, /^[a-z]{2}(?:-[a-z]+)+-\d$/, 'Give a region such as eu-central-1.');
  checkShape(
    'roleArn',
    roleArn,
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    'Give the ARN of a role, such as arn:aws:iam::123456789012:role/telemetry.',
  );
  if (logRetentionDays === undefined || retentionDays.includes(logRetentionDays)) return;
  const cure = `Give one of ${retentionDays.join(', ')} days.`;
  throw new KinesisOtelOptionError('INVALID_OPTION', 'logRetentionDays', logRetentionDays, cure);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Namespace */
function checkNamespace(namespace: unknown): void {
  checkShape(
    'namespace',
    namespace,
    /^(?!AWS\/)(?!:)(?=.*[^ ])[\w.\-/#: ]{1,255}$/,
    'Give 1 to 255 letters, digits, ".", "-", "_", "/", "#", ":" or spaces, beginning neither with ":" nor with "AWS/", which is Amazon\'s.',
  );
}

function checkShape(option: string, value: unknown, shape: RegExp, cure: string): void {
  if (value === undefined || (typeof value === 'string' && shape.test(value))) return;
  throw new KinesisOtelOptionError('INVALID_OPTION', option, value, cure);
}
