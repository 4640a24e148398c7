/** Attributes of a resource or a point. */
export type Attributes = Readonly<Record<string, string>>;

/** One delta sum, as a sender measured it. */
export interface SumPoint {
  readonly name: string;
  readonly value: number;
  readonly attributes: Attributes;
}

/** What one sender reports. */
export interface Sender {
  readonly resource: Attributes;
  readonly points: readonly SumPoint[];
}

/** An OTLP request with the points of all senders, each at the same millisecond, posted to a collector. */
export async function postSums(url: string, senders: readonly Sender[], atMs: number = Date.now()): Promise<Response> {
  const body = JSON.stringify({ resourceMetrics: senders.map((sender) => resourceMetrics(sender, atMs)) });
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/v1/metrics`, { method: 'POST', headers, body });
}

/** One span, posted to a collector. */
export async function postSpan(url: string): Promise<Response> {
  const nowNs = `${Date.now()}000000`;
  const span = {
    traceId: '1'.repeat(32),
    spanId: '2'.repeat(16),
    name: 'span',
    kind: 2,
    startTimeUnixNano: nowNs,
    endTimeUnixNano: nowNs,
  };
  const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
  return fetch(`${url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

function resourceMetrics({ resource, points }: Sender, atMs: number): object {
  const timeUnixNano = `${atMs}000000`;
  const metrics = points.map(({ name, value, attributes }) => ({
    name,
    unit: '{record}',
    sum: {
      // Delta, as our SDKs' readers are told to be.
      aggregationTemporality: 1,
      isMonotonic: true,
      dataPoints: [
        { asInt: String(value), timeUnixNano, startTimeUnixNano: timeUnixNano, attributes: pairs(attributes) },
      ],
    },
  }));
  return { resource: { attributes: pairs(resource) }, scopeMetrics: [{ scope: { name: 'test' }, metrics }] };
}

function pairs(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } }));
}
