import type { ReportOnce } from '@kinesis-otel/contract';
import { type FailureDocument, readFailureDocument } from './failure-document.ts';
import type { FailureObject } from './find-failures.ts';
import type { OnFailureOptions } from './on-failure-options.ts';
import { orTimeout } from './or-timeout.ts';

/** How an object is read. */
export interface ReadObjectInput {
  readonly read: OnFailureOptions['readObject'];
  /** Of `performance.now()`. */
  readonly deadlineAt: number;
  readonly reportOnce: ReportOnce;
}

/** Reads the document an object holds; undefined where it could not be read, which is said, or holds something else. Never rejects. */
export async function readFailureObject(
  object: FailureObject,
  { read, deadlineAt, reportOnce }: ReadObjectInput,
): Promise<FailureDocument | undefined> {
  if (read === undefined) {
    reportOnce('batches that were given up lie in S3, and were not counted: give `readObject` to read them');
    return undefined;
  }
  try {
    const body = await orTimeout(read(object), deadlineAt);
    if (body === undefined) {
      reportOnce('an object of a batch that was given up was not read in time, and not counted');
      return undefined;
    }
    return readFailureDocument(JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8')));
  } catch (error) {
    reportOnce('an object of a batch that was given up could not be read, and was not counted', error);
    return undefined;
  }
}
