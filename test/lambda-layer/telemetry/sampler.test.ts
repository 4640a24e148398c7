import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readSamplerSettings } from '../../../packages/lambda-layer/src/settings/sampler-settings.ts';
import { createVariableReader } from '../../../packages/lambda-layer/src/settings/variable-reader.ts';
import { createSampler } from '../../../packages/lambda-layer/src/telemetry/sampler.ts';

const test = suite('lambda-layer / telemetry / sampler');
/** Below a ratio of 0.5, and beyond it. */
const kept = `00000001${'0'.repeat(24)}`;
const left = `ffffffff${'0'.repeat(24)}`;

type Flags = typeof TraceFlags.SAMPLED | typeof TraceFlags.NONE;

function spanContext(traceFlags: Flags) {
  return { traceId: left, spanId: 'b7ad6b7169203331', traceFlags, isRemote: true };
}

function isKept(name: string, traceId: string, parent?: Flags, link?: Flags): boolean {
  const sampler = createSampler(
    readSamplerSettings(createVariableReader({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: '0.5' })),
  );
  const context = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContext(parent));
  const links = link === undefined ? [] : [{ context: spanContext(link) }];
  const { decision } = sampler.shouldSample(context, traceId, 'x', SpanKind.CONSUMER, {}, links);
  return decision === SamplingDecision.RECORD_AND_SAMPLED;
}

test('the six samplers decide as the specification says', () => {
  const { SAMPLED, NONE } = TraceFlags;
  const rows: Readonly<Record<string, readonly boolean[]>> = {
    always_on: [true, true, true, true],
    always_off: [false, false, false, false],
    traceidratio: [true, false, false, false],
    parentbased_always_on: [true, true, true, false],
    parentbased_always_off: [false, false, true, false],
    parentbased_traceidratio: [true, false, true, false],
  };

  for (const [name, decisions] of Object.entries(rows)) {
    const found = [isKept(name, kept), isKept(name, left), isKept(name, left, SAMPLED), isKept(name, left, NONE)];
    assert.equal(found, decisions, name);
  }
});

test('a parent-based one keeps a span that is linked to a sampled one, and only that', () => {
  const name = 'parentbased_traceidratio';

  assert.ok(isKept(name, left, undefined, TraceFlags.SAMPLED));
  assert.not.ok(isKept(name, left, undefined, TraceFlags.NONE));
  assert.not.ok(isKept('traceidratio', left, undefined, TraceFlags.SAMPLED));
  assert.not.ok(isKept('parentbased_always_off', left, undefined, TraceFlags.SAMPLED));
});

test.run();
