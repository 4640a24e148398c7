import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sentMetrics } from '../../packages/collector-config/src/collector/sent-metrics.ts';

const test = suite('collector-config / docs');

test('the page says how many metrics a pipeline is billed', () => {
  const page = readFileSync(new URL('../../docs/collectors.md', import.meta.url), 'utf8');

  assert.is(/(\d+) for a pipeline/.exec(page)?.[1], String(sentMetrics({}).length));
});

test.run();
