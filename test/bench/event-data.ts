/** The payloads as a Lambda function gets them: base64 strings that came out of parsing the text of one event. */
export function eventData(payloads: readonly Uint8Array[]): readonly string[] {
  const Records = payloads.map((payload, index) => ({
    kinesis: { sequenceNumber: `${index}`.padStart(56, '4'), data: Buffer.from(payload).toString('base64') },
    eventSource: 'aws:kinesis',
  }));
  const event: { readonly Records: typeof Records } = JSON.parse(JSON.stringify({ Records }));
  return event.Records.map(({ kinesis }) => kinesis.data);
}
