const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2020-01-01/extension`;

/** Asks for what may not be asked for inside an invocation. */
export const handler = async () => [
  await ask('register', {
    method: 'POST',
    headers: { 'lambda-extension-name': 'late' },
    body: '{"events":["INVOKE"]}',
  }),
  await ask('event/next', { headers: { 'lambda-extension-identifier': 'nobody' } }),
  await ask('event/next', {}),
];

async function ask(path, request) {
  const response = await fetch(`${base}/${path}`, request);
  return [response.status, (await response.json()).errorType];
}
