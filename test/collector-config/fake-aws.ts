import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands in for CloudWatch Logs, X-Ray and STS, which are only to be had on AWS: keeps what the exporters put there. */
export interface FakeAws {
  /** Variables that lead the AWS SDK here. */
  readonly environment: Readonly<Record<string, string>>;
  /** EMF documents, in the order they came. */
  readonly documents: readonly EmfDocument[];
  /** Log groups made, with the days they are kept. */
  readonly logGroups: ReadonlyMap<string, number | undefined>;
  /** X-Ray segment documents, as JSON text. */
  readonly segments: readonly string[];
  /** Roles that were assumed. */
  readonly assumedRoles: readonly string[];
  /** From now on answers every request with this status; undefined answers as AWS does. */
  failWith(status: number | undefined): void;
  /** From now on leaves out the sequence token that CloudWatch still sends. */
  answerWithoutToken(): void;
  /** Requests answered with a failure. */
  readonly failures: () => number;
  stop(): Promise<void>;
}

/** One EMF document: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
export interface EmfDocument {
  readonly _aws?: { readonly CloudWatchMetrics: readonly EmfDirective[]; readonly Timestamp: number };
  readonly [member: string]: unknown;
}

/** What of a document CloudWatch is to make metrics of. */
export interface EmfDirective {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
}

interface Kept {
  readonly documents: EmfDocument[];
  readonly logGroups: Map<string, number | undefined>;
  readonly logStreams: Set<string>;
  readonly segments: string[];
  readonly assumedRoles: string[];
  token: { nextSequenceToken?: string };
}

/** Starts it on a free port of loopback. */
export async function startFakeAws(): Promise<FakeAws> {
  const kept: Kept = {
    documents: [],
    logGroups: new Map(),
    logStreams: new Set(),
    segments: [],
    assumedRoles: [],
    token: { nextSequenceToken: '1' },
  };
  let status: number | undefined;
  let failures = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (status === undefined) {
      answer(request, body, response, kept);
      return;
    }
    failures++;
    reply(response, status, { __type: 'ServiceUnavailableException', message: 'out of order' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...kept,
    environment: {
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url,
      AWS_ENDPOINT_URL_XRAY: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    failWith: (next) => {
      status = next;
    },
    answerWithoutToken: () => {
      delete kept.token.nextSequenceToken;
    },
    failures: () => failures,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, body: string, response: ServerResponse, kept: Kept): void {
  if (request.url === '/TraceSegments') {
    kept.segments.push(...(JSON.parse(body) as { TraceSegmentDocuments: string[] }).TraceSegmentDocuments);
    reply(response, 200, { UnprocessedTraceSegments: [] });
  } else if (body.startsWith('Action=AssumeRole')) {
    kept.assumedRoles.push(new URLSearchParams(body).get('RoleArn') ?? '');
    response.writeHead(200, { 'content-type': 'text/xml' }).end(assumedRole);
  } else {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const answerLogs = logOperations[operation];
    if (answerLogs === undefined) refuse(response, 'UnknownOperationException', operation);
    else answerLogs(JSON.parse(body) as LogRequest, response, kept);
  }
}

const credentials = ['AccessKeyId', 'SecretAccessKey', 'SessionToken']
  .map((name) => `<${name}>local</${name}>`)
  .join('');
const assumedRole = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${credentials}<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

interface LogRequest {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly retentionInDays: number;
  readonly logEvents: readonly { readonly message: string }[];
}

type LogOperation = (body: LogRequest, response: ServerResponse, kept: Kept) => void;

const missing = 'ResourceNotFoundException';

const logOperations: Readonly<Record<string, LogOperation>> = {
  CreateLogGroup({ logGroupName }, response, { logGroups }) {
    logGroups.set(logGroupName, undefined);
    reply(response, 200, {});
  },
  PutRetentionPolicy({ logGroupName, retentionInDays }, response, { logGroups }) {
    logGroups.set(logGroupName, retentionInDays);
    reply(response, 200, {});
  },
  CreateLogStream({ logGroupName, logStreamName }, response, { logGroups, logStreams }) {
    if (logGroups.has(logGroupName)) {
      logStreams.add(logStreamName);
      reply(response, 200, {});
    } else {
      refuse(response, missing, 'The specified log group does not exist.');
    }
  },
  PutLogEvents({ logStreamName, logEvents }, response, { logStreams, documents, token }) {
    if (logStreams.has(logStreamName)) {
      documents.push(...logEvents.map(({ message }) => JSON.parse(message) as EmfDocument));
      reply(response, 200, token);
    } else {
      refuse(response, missing, 'The specified log stream does not exist.');
    }
  },
};

function refuse(response: ServerResponse, type: string, message: string): void {
  reply(response, 400, { __type: type, message });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
