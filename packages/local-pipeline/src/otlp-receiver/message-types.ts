import { parse, type Type } from 'protobufjs';
import { otlpProto } from './otlp-proto.ts';

const { root } = parse(otlpProto);

/** The body of a traces request. */
export const tracesData: Type = root.lookupType('TracesData');

/** The body of a metrics request. */
export const metricsData: Type = root.lookupType('MetricsData');

/** The body of an answer that refuses, google.rpc.Status. */
export const rpcStatus: Type = root.lookupType('RpcStatus');
