import { attributeNames } from '@kinesis-otel/contract';
import {
  type Attributes,
  type Context,
  type Link,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api';
import type { LambdaContext } from '../lambda-context.ts';

/** What an invocation span is made of. */
export interface InvocationSpanInput {
  readonly functionName: string | undefined;
  readonly lambdaContext: LambdaContext | undefined;
  /** `faas.trigger`, and what goes with it. */
  readonly trigger: Attributes;
  /** Whether the environment was started for it; undefined where that is not known. */
  readonly isColdStart: boolean | undefined;
  readonly links: Link[];
  readonly parent: Context;
}

/** Starts the SERVER span of an invocation, named after the function. */
export function startInvocationSpan(tracer: Tracer, input: InvocationSpanInput): Span {
  const { lambdaContext, trigger, isColdStart, links } = input;
  const attributes = {
    ...trigger,
    ...(isColdStart === undefined ? {} : { [attributeNames.faasColdstart]: isColdStart }),
    ...lambdaAttributes(lambdaContext),
  };
  const name = input.functionName ?? functionNameOf(lambdaContext) ?? 'invocation';
  return tracer.startSpan(name, { kind: SpanKind.SERVER, links, attributes }, input.parent);
}

/** Ends an invocation's span; it is in error where the handler threw. */
export function endInvocationSpan(span: Span, errorType: string | undefined): void {
  if (errorType !== undefined) {
    span.setAttribute(attributeNames.errorType, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** Which invocation it is, and of which function. */
export function lambdaAttributes(lambdaContext: LambdaContext | undefined): Attributes {
  const { awsRequestId, invokedFunctionArn } = lambdaContext ?? {};
  return {
    ...(awsRequestId === undefined ? {} : { [attributeNames.faasInvocationId]: awsRequestId }),
    ...(invokedFunctionArn === undefined
      ? {}
      : {
          [attributeNames.awsLambdaInvokedArn]: invokedFunctionArn,
          // The function's own ARN has seven parts; an eighth is the alias or version that was called.
          [attributeNames.cloudResourceId]: invokedFunctionArn.split(':', 7).join(':'),
        }),
  };
}

/** The seventh part of the function's ARN. */
function functionNameOf(lambdaContext: LambdaContext | undefined): string | undefined {
  return lambdaContext?.functionName ?? lambdaContext?.invokedFunctionArn?.split(':')[6];
}
