import { type ForeignForm, foreignForms, readForeign } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sampleCarrier } from '../support/sample-carrier.ts';

const test = suite('contract / foreign-carriers');

const { traceparent } = sampleCarrier;
const tracestate = 'rojo=1';
const datadogIds = {
  'x-datadog-trace-id': '11803532876627986230',
  'x-datadog-parent-id': '67667974448284343',
  'x-datadog-sampling-priority': '1',
  'x-datadog-tags': '_dd.p.dm=-1,_dd.p.tid=4bf92f3577b34da6',
};

const payloads: Readonly<Record<ForeignForm, object>> = {
  cloudevents: { specversion: '1.0', id: '1', traceparent, tracestate, data: {} },
  datadog: { a: 1, _datadog: { ...datadogIds, traceparent, tracestate } },
  autotel: { a: 1, _traceContext: { traceparent, tracestate, baggage: 'user=alice' } },
};

for (const form of foreignForms) {
  test(`reads the W3C headers of ${form}, and changes nothing`, () => {
    const before = structuredClone(payloads[form]);

    const found = readForeign(payloads[form], [form]);

    assert.equal(found, { traceparent, tracestate });
    assert.equal(payloads[form], before);
  });

  test(`reads ${form} without a tracestate`, () => {
    const payload = JSON.parse(JSON.stringify(payloads[form]).replaceAll('"tracestate":"rojo=1"', '"tracestate":1'));

    assert.equal(readForeign(payload, [form]), { traceparent });
  });

  test(`does not read ${form} where it is not asked for`, () => {
    const others = foreignForms.filter((each) => each !== form);

    assert.is(readForeign(payloads[form], others), undefined);
    assert.is(readForeign(payloads[form], []), undefined);
  });

  test(`${form} with a traceparent that W3C calls invalid is not read`, () => {
    const payload = JSON.parse(
      JSON.stringify(payloads[form]).replaceAll('"00-', '"01-').replaceAll('x-datadog-', 'y-datadog-'),
    );

    assert.is(readForeign(payload, [form]), undefined);
  });
}

test('the first form that is there counts, in the order they are asked for', () => {
  const another = traceparent.replace('4bf9', '5bf9');
  const both = { traceparent: another, _traceContext: { traceparent } };

  assert.is(readForeign(both, ['autotel', 'cloudevents'])?.traceparent, traceparent);
  assert.is(readForeign(both, ['datadog', 'cloudevents', 'autotel'])?.traceparent, another);
});

for (const [what, changes, expected] of [
  ['with both halves of the trace id', {}, traceparent],
  ['kept by a user', { 'x-datadog-sampling-priority': 2 }, traceparent],
  ['dropped by a sampler', { 'x-datadog-sampling-priority': '0' }, traceparent.replace(/01$/, '00')],
  ['dropped by a user', { 'x-datadog-sampling-priority': '-1' }, traceparent.replace(/01$/, '00')],
  ['without a decision', { 'x-datadog-sampling-priority': undefined }, traceparent.replace(/01$/, '00')],
  ['of 64 bits', { 'x-datadog-tags': '_dd.p.dm=-1' }, traceparent.replace('4bf92f3577b34da6', '0'.repeat(16))],
  ['of 64 bits without tags', { 'x-datadog-tags': undefined }, traceparent.replace('4bf92f3577b34da6', '0'.repeat(16))],
] as const) {
  test(`Datadog’s own ids ${what} make a traceparent`, () => {
    assert.equal(readForeign({ _datadog: { ...datadogIds, ...changes } }, ['datadog']), { traceparent: expected });
  });
}

const noObject = { toString: 1, valueOf: 1 };

const unreadable: Readonly<Record<string, unknown>> = {
  null: null,
  'a number': 42,
  'a string': 'traceparent',
  'an array': [payloads.cloudevents],
  'an empty object': {},
  'members that are no objects': { _datadog: 'x', _traceContext: 7, traceparent: null },
  'members that are arrays': { _datadog: [datadogIds], _traceContext: [{ traceparent }] },
  'members that are null': { _datadog: null, _traceContext: null },
  'ids that are numbers': { _datadog: { ...datadogIds, 'x-datadog-trace-id': 42 } },
  'ids that are hexadecimal': { _datadog: { ...datadogIds, 'x-datadog-parent-id': 'ff' } },
  'ids that are zero': { _datadog: { ...datadogIds, 'x-datadog-parent-id': '0' } },
  'ids beyond 64 bits': { _datadog: { ...datadogIds, 'x-datadog-trace-id': String(2n ** 64n) } },
  'ids that are too long': { _datadog: { ...datadogIds, 'x-datadog-parent-id': '1'.repeat(10_000) } },
  'objects that cannot become text': { traceparent: noObject, _datadog: noObject, _traceContext: noObject },
};

for (const [what, payload] of Object.entries(unreadable)) {
  test(`finds nothing in ${what}`, () => {
    assert.is(readForeign(payload, foreignForms), undefined);
  });
}

test('objects that cannot become text, where text is expected, do not make it throw', () => {
  const _datadog = { ...datadogIds, 'x-datadog-tags': noObject, 'x-datadog-sampling-priority': noObject };

  const found = readForeign({ _datadog }, ['datadog']);

  assert.is(found?.traceparent, traceparent.replace('4bf92f3577b34da6', '0'.repeat(16)).replace(/01$/, '00'));
});

test.run();
