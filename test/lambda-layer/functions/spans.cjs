const api = require('@opentelemetry/api');

/** Gives the headers a request to somebody else would have. */
exports.injects = async () => {
  const headers = {};
  const baggage = api.propagation.createBaggage({ tenant: { value: 'acme' } });
  api.propagation.inject(api.propagation.setBaggage(api.context.active(), baggage), headers);
  return headers;
};

/** Reports the second record as failed. */
exports.reports = async ({ Records }) => ({
  batchItemFailures: [{ itemIdentifier: Records[1].kinesis.sequenceNumber }],
});

const early = api.trace.getTracer('made while loading');

/** Makes a span of its own for each record, or one, and says what is registered. */
exports.handler = async (event) => {
  const late = api.trace.getTracer('made in the handler');
  const payloads = (event.Records ?? []).map(({ kinesis }) => Buffer.from(kinesis?.data ?? '', 'base64').toString());
  for (const [name, tracer] of [
    ['early', early],
    ['late', late],
  ]) {
    await tracer.startActiveSpan(`own ${name}`, async (span) => span.end());
  }
  if (event.fail) throw new TypeError('bad event');
  return { payloads, hasMeter: api.metrics.getMeterProvider().constructor.name };
};
