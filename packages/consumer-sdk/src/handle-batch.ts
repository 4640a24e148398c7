import { globalApi } from './global-api.ts';
import type { HandlerParts } from './handler-parts.ts';
import { type Invocation, openInvocation } from './invocation.ts';
import type { LambdaContext } from './lambda-context.ts';
import type { KinesisBatch } from './records/kinesis-batch.ts';

/** Does a batch's work inside its spans, and gives or throws what the work does, once the telemetry is out. */
export async function handleBatch<Response>(
  batch: KinesisBatch,
  lambdaContext: LambdaContext | undefined,
  parts: HandlerParts,
  work: (invocation: Invocation) => Response | PromiseLike<Response>,
): Promise<Response> {
  const invocation = openInvocation(batch, lambdaContext, parts);
  let response: Response;
  try {
    response = await globalApi.withContext(invocation.context, () => work(invocation));
  } catch (error) {
    await invocation.threw(error);
    throw error;
  }
  await invocation.returned(response);
  return response;
}
