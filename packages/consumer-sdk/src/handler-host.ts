import type { Flush } from './flush/flush-before-freeze.ts';
import type { HistogramSource } from './histograms/histogram-source.ts';
import type { ReadHeaders } from './spans/parent-of-other.ts';

/**
 * What a host that owns the OpenTelemetry SDK, or the runtime, gives a handler in place of what it would use by itself.
 * The Lambda layer is one. Not part of the public API.
 */
export interface HandlerHost {
  /** Where the values of histograms go; local histograms, whose `collect` the host gives to its reader. */
  readonly histograms?: HistogramSource;
  /** Called where an invocation ends; a host that flushes after the response has gone out returns at once. */
  readonly flush?: Flush;
  /** Called with what records an ended invocation in the metrics; a host may do it once the response has gone out. */
  readonly measure?: (record: () => void) => void;
  /** Reads the headers of an event that is not Kinesis's; W3C's if left out. */
  readonly readHeaders?: ReadHeaders;
}
