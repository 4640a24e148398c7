import { KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import { checkAwsOptions } from '../collector/check-aws-options.ts';
import { checkTarget } from '../collector/check-target.ts';
import type { Target } from '../collector/targets/target.ts';
import { logGroupOf } from '../options.ts';

/** An IAM policy. */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** What may be done with what. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string;
}

/** What the policy depends on, as given to the config. */
export interface PolicyOptions {
  readonly namespace?: string;
  readonly logGroup?: string;
  /** Default: any region. */
  readonly region?: string;
  /** The account of the log group, 12 digits. Default: any account. */
  readonly account?: string;
  /** With a role, the policy is the one of the collector, which then only assumes it; the role needs the one without. */
  readonly roleArn?: string;
}

/** The least that a collector with the config of this target needs; for Jaeger, nothing. @throws KinesisOtelOptionError */
export function leastPolicy(target: Target, options: PolicyOptions = {}): Policy {
  checkTarget(target);
  rejectUnknownOptions(options, ['namespace', 'logGroup', 'region', 'account', 'roleArn']);
  const { account, ...aws } = options;
  checkAwsOptions(aws);
  checkAccount(account);
  return { Version: '2012-10-17', Statement: statements(target, options) };
}

function statements(target: Target, options: PolicyOptions): readonly Statement[] {
  if (target === 'jaeger') return [];
  if (options.roleArn !== undefined) return [allow('AssumeRole', ['sts:AssumeRole'], options.roleArn)];
  // X-Ray has no resources to name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
  const traces = allow('WriteTraces', ['xray:PutTraceSegments'], '*');
  if (target === 'adot' || target === 'adot-lambda') return [writeLogs(options), traces];
  return [allow('WriteMetrics', ['cloudwatch:PutMetricData'], '*'), traces];
}

function writeLogs(options: PolicyOptions): Statement {
  const { region = '*', account = '*' } = options;
  const actions = ['CreateLogGroup', 'CreateLogStream', 'PutLogEvents', 'PutRetentionPolicy'];
  const group = `arn:${partition(region)}:logs:${region}:${account}:log-group:${logGroupOf(options)}`;
  return allow(
    'WriteMetrics',
    actions.map((action) => `logs:${action}`),
    `${group}:*`,
  );
}

function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function allow(Sid: string, Action: readonly string[], Resource: string): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

function checkAccount(account: unknown): void {
  if (account === undefined || (typeof account === 'string' && /^\d{12}$/.test(account))) return;
  throw new KinesisOtelOptionError('INVALID_OPTION', 'account', account, 'Give the 12 digits of an AWS account.');
}
