import { type CollectorOptions, collectorConfig } from '@kinesis-otel/collector-config';
import type { Test } from 'uvu';
import { type FakeAws, startFakeAws } from './fake-aws.ts';
import { findPrograms } from './find-programs.ts';
import { type RunningCollector, runCollector } from './run-collector.ts';

/** A test on a running collector with ADOT's components. */
export type OnAdot = (name: string, work: Work, options?: CollectorOptions, change?: Change) => void;

type Work = (aws: FakeAws, collector: RunningCollector) => Promise<void>;

/** Changes the config that was written, to show what its settings are for. */
type Change = (config: string) => string;

/** Makes tests on a collector and an AWS of their own; where the collector is not here, says so and makes none. */
export function onAdot(test: Test, what: string): OnAdot {
  const programs = findPrograms(test, ['adot'], what);
  return (name, work, options = {}, change = (config) => config) => {
    if (programs === undefined) return;
    test(name, async () => {
      const aws = await startFakeAws();
      const collector = await runCollector(programs.adot, change(collectorConfig('adot', options)), aws.environment);
      try {
        await work(aws, collector);
      } finally {
        aws.failWith(undefined);
        await collector.stop();
        await aws.stop();
      }
    });
  };
}
