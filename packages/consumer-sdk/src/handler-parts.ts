import { type ConsumerSettings, readConsumerSettings } from './env.ts';
import { type EnvironmentWatch, watchEnvironment } from './environment/watch-environment.ts';
import { flushAtShutdown, hasExtension } from './flush/flush-at-shutdown.ts';
import { createFlush, type Flush } from './flush/flush-before-freeze.ts';
import type { HandlerHost } from './handler-host.ts';
import type { ConsumerOptions } from './options.ts';
import { createRecordReader, type ReadRecords } from './records/read-record.ts';
import { type ContextOf, createContextOf } from './records/record-context.ts';
import { createReplayMemory, type ReplayMemory } from './running/replay-memory.ts';
import { type ReadHeaders, readTraceHeaders } from './spans/parent-of-other.ts';
import { type ConsumerTelemetry, openConsumerTelemetry } from './telemetry.ts';

/** What the invocations of one handler share. */
export interface HandlerParts {
  readonly settings: ConsumerSettings;
  readonly telemetry: ConsumerTelemetry;
  readonly readRecords: ReadRecords;
  readonly contextOf: ContextOf;
  readonly flush: Flush;
  readonly measure: NonNullable<HandlerHost['measure']>;
  readonly readHeaders: ReadHeaders;
  readonly replays: ReplayMemory;
  readonly environment: EnvironmentWatch;
  /** For what is measured below the handler. */
  readonly providers: Pick<ConsumerOptions, 'tracerProvider' | 'meterProvider'>;
}

/** Decides, once for a handler, all that does not change from one invocation to the next. */
export function createHandlerParts(options: ConsumerOptions, host: HandlerHost = {}): HandlerParts {
  const settings = readConsumerSettings(options);
  const telemetry = openConsumerTelemetry({ ...options, semconvMetrics: settings.semconvMetrics }, host.histograms);
  return {
    settings,
    telemetry,
    readRecords: createRecordReader(options),
    contextOf: createContextOf(options),
    flush: host.flush ?? createOwnFlush(settings, telemetry),
    measure: host.measure ?? ((record) => record()),
    readHeaders: host.readHeaders ?? readTraceHeaders,
    replays: createReplayMemory(),
    environment: watchEnvironment(telemetry),
    providers: options,
  };
}

function createOwnFlush({ flushEveryMs, flushTimeoutMs }: ConsumerSettings, telemetry: ConsumerTelemetry): Flush {
  const mayWait = flushEveryMs > 0 && hasExtension();
  const flush = createFlush({ timeoutMs: flushTimeoutMs, everyMs: mayWait ? flushEveryMs : 0 });
  if (mayWait) {
    flushAtShutdown(flush, () => ({
      tracerProvider: telemetry.tracerProvider(),
      meterProvider: telemetry.meterProvider(),
      remainingMs: undefined,
    }));
  } else if (flushEveryMs > 0) {
    telemetry.reportOnce('`flush.everyMs` needs a Lambda extension, and there is none: every invocation is flushed');
  }
  return flush;
}
