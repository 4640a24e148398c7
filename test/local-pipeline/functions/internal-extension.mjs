/** Preloaded into the runtime: registers as an internal extension, and works for a while after each event. */
const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2020-01-01/extension`;
const { INTERNAL_EVENTS = 'INVOKE', INTERNAL_WORK_MS = '0' } = process.env;

async function register(events) {
  const response = await fetch(`${base}/register`, {
    method: 'POST',
    headers: { 'lambda-extension-name': 'internal', 'lambda-extension-accept-feature': 'accountId' },
    body: JSON.stringify({ events }),
  });
  const id = response.headers.get('lambda-extension-identifier');
  console.log(`registered for ${events}: ${response.status} ${await response.text()}`);
  return id ?? undefined;
}

async function work(id) {
  for (;;) {
    const response = await fetch(`${base}/event/next`, { headers: { 'lambda-extension-identifier': id } });
    console.log(`internal got ${await response.text()}`);
    if (process.env.SUBSCRIBE_LATE) await subscribe(id);
    await new Promise((resolve) => setTimeout(resolve, Number(INTERNAL_WORK_MS)));
    console.log('internal is done');
  }
}

async function subscribe(id) {
  const response = await fetch(`http://${process.env.AWS_LAMBDA_RUNTIME_API}/2022-07-01/telemetry`, {
    method: 'PUT',
    headers: { 'lambda-extension-identifier': id },
    body: JSON.stringify({
      schemaVersion: '2022-12-13',
      types: ['platform'],
      destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain:1' },
    }),
  });
  console.log(`subscribed late: ${response.status}`);
}

if (process.env.TRY_SHUTDOWN) await register(['SHUTDOWN']);
const id = await register(INTERNAL_EVENTS === '' ? [] : INTERNAL_EVENTS.split(','));
if (id !== undefined) void work(id);
