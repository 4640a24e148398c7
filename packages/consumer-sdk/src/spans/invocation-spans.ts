import { type ReportOnce, withoutThrowing } from '@kinesis-otel/contract';
import {
  type Context,
  INVALID_SPAN_CONTEXT,
  type Link,
  ROOT_CONTEXT,
  type SpanContext,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { ConsumerSettings } from '../env.ts';
import type { LambdaContext } from '../lambda-context.ts';
import type { KinesisBatch } from '../records/kinesis-batch.ts';
import { endBatchSpan, startBatchSpan } from './batch-span.ts';
import { kinesisTrigger } from './faas-trigger.ts';
import { endInvocationSpan, startInvocationSpan } from './invocation-span.ts';
import { currentXRayHeader, readXRayContext } from './xray-header.ts';

/** The spans of one invocation that are not a record's. */
export interface InvocationSpans {
  /** Undefined where the batch has none. */
  readonly batchSpanContext: SpanContext | undefined;
  /** The batch span is active in it. */
  readonly context: Context;
  readonly end: (end: InvocationEnd) => void;
}

/** How an invocation ended. */
export interface InvocationEnd {
  readonly failed: number;
  /** Of the first failed record. */
  readonly recordErrorType: string | undefined;
  /** Of what the handler threw. */
  readonly handlerErrorType: string | undefined;
}

/** What an invocation's spans are made of. */
export interface InvocationSpansInput {
  readonly batch: KinesisBatch;
  readonly lambdaContext: LambdaContext | undefined;
  readonly isColdStart: boolean | undefined;
  readonly links: readonly Link[];
  /** The context the handler was called in. */
  readonly active: Context;
  readonly settings: Pick<ConsumerSettings, 'functionName' | 'maxLinks' | 'xray'>;
}

/**
 * Starts the invocation's span, where none is active, and the batch's in it. X-Ray shows links on the invocation's only,
 * so that has the batch's too, and one to the trace in Lambda's own header, which is never a parent.
 */
export function startInvocationSpans(
  tracer: () => Tracer,
  { batch, lambdaContext, isColdStart, links, active, settings }: InvocationSpansInput,
  reportOnce: ReportOnce,
): InvocationSpans {
  const all = settings.xray ? [...xrayLinks(lambdaContext), ...links].slice(0, settings.maxLinks) : [...links];
  const invocationSpan = withoutThrowing(reportOnce, 'no invocation span', undefined, () => {
    if (trace.getSpan(active) !== undefined) return undefined;
    const { functionName } = settings;
    const trigger = kinesisTrigger;
    const input = { functionName, lambdaContext, trigger, isColdStart, links: all, parent: ROOT_CONTEXT };
    return startInvocationSpan(tracer(), input);
  });
  const parent = invocationSpan === undefined ? active : trace.setSpan(active, invocationSpan);
  const batchSpan = withoutThrowing(reportOnce, 'no batch span', noSpan, () => {
    const own = invocationSpan === undefined ? all : [...links];
    return startBatchSpan(tracer(), { batch, lambdaContext, links: own }, parent);
  });
  return {
    batchSpanContext: withoutThrowing(reportOnce, 'no batch span', undefined, () => batchSpan.spanContext()),
    context: trace.setSpan(parent, batchSpan),
    end({ failed, recordErrorType, handlerErrorType }) {
      withoutThrowing(reportOnce, 'a batch span did not end', undefined, () =>
        endBatchSpan(batchSpan, failed, recordErrorType),
      );
      withoutThrowing(reportOnce, 'an invocation span did not end', undefined, () => {
        if (invocationSpan !== undefined) endInvocationSpan(invocationSpan, handlerErrorType);
      });
    },
  };
}

const noSpan = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

function xrayLinks(lambdaContext: LambdaContext | undefined): Link[] {
  const context = readXRayContext(currentXRayHeader(lambdaContext));
  return context === undefined ? [] : [{ context }];
}
