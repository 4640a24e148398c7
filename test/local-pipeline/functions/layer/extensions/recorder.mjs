#!/usr/bin/env node
/** An external extension: says every event it gets, and does what its environment asks for. */
import { createServer } from 'node:http';
import { basename } from 'node:path';

const host = `http://${process.env.AWS_LAMBDA_RUNTIME_API}`;
const base = `${host}/2020-01-01/extension`;
const { EXTENSION_EVENTS = 'INVOKE,SHUTDOWN', EXTENSION_WORK_MS = '0', EXTENSION_ENDS, TELEMETRY } = process.env;
const say = (what, value) => console.log(`recorder ${what} ${JSON.stringify(value)}`);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const registered = await fetch(`${base}/register`, {
  method: 'POST',
  headers: { 'lambda-extension-name': basename(import.meta.filename) },
  body: JSON.stringify({ events: EXTENSION_EVENTS.split(',') }),
});
say('registered', { status: registered.status, body: await registered.json() });
say('environment', Object.keys(process.env));
const identifier = { 'lambda-extension-identifier': registered.headers.get('lambda-extension-identifier') };
if (TELEMETRY) await subscribe(JSON.parse(TELEMETRY));
if (EXTENSION_ENDS === 'in init') await giveUp('init/error');
for (;;) {
  const response = await fetch(`${base}/event/next`, { headers: identifier });
  const event = await response.json();
  say('got', event);
  if (EXTENSION_ENDS === 'in silence') process.exit(3);
  if (EXTENSION_ENDS === 'in words') await giveUp('exit/error');
  if (event.eventType === 'SHUTDOWN') {
    await pause(Number(EXTENSION_WORK_MS));
    say('ends', null);
    process.exit(0);
  }
  await pause(Number(EXTENSION_WORK_MS));
  say('done', event.requestId);
}

async function subscribe(types) {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      for (const event of JSON.parse(text)) say('telemetry', event);
      response.end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const response = await fetch(`${host}/2022-07-01/telemetry`, {
    method: 'PUT',
    headers: identifier,
    body: JSON.stringify({
      schemaVersion: process.env.TELEMETRY_SCHEMA ?? '2022-12-13',
      types,
      buffering: { timeoutMs: 25 },
      destination: { protocol: 'HTTP', URI: `http://sandbox.localdomain:${server.address().port}/here` },
    }),
  });
  say('subscribed', { status: response.status, body: await response.text() });
}

async function giveUp(path) {
  const headers = { ...identifier, 'lambda-extension-function-error-type': 'Fatal.ConnectFailed' };
  const response = await fetch(`${base}/${path}`, { method: 'POST', headers, body: '{}' });
  say('gave up', response.status);
  await pause(60_000);
}
