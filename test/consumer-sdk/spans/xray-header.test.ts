import { TraceFlags } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readXRayContext } from '../../../packages/consumer-sdk/src/spans/xray-header.ts';

const test = suite('consumer-sdk / spans / xray-header');
const header = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';

test("AWS's own example is read, with whatever else is in it", () => {
  const context = {
    traceId: '5759e988bd862e3fe1be46a994272793',
    spanId: '53995c3f42cd8ad8',
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  };

  assert.equal(readXRayContext(header), context);
  assert.equal(readXRayContext(`${header};Lineage=a87bd80c:1`), context);
  assert.equal(readXRayContext(`Self=1-0-0;${header}`), context);
  assert.is(readXRayContext(header.replace('Sampled=1', 'Sampled=0'))?.traceFlags, TraceFlags.NONE);
});

test('what is none, or has no parent, is none', () => {
  for (const text of [undefined, '', 'Root', 'Root=1-5759e988-bd862e3fe1be46a994272793', header.replace('1-', '2-')]) {
    assert.is(readXRayContext(text), undefined, text);
  }
});

test.run();
