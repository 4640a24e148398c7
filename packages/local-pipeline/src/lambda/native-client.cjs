/**
 * Stands in for `rapid-client.node`, the compiled half of AWS's runtime interface clients, which needs a compiler to install.
 *
 * Loaded before all else in a sandbox, it keeps its sockets to the Runtime API for the whole life of the process: like the
 * compiled one, it cannot be seen or delayed by what a function does to `node:http` and `node:net` (instrumentation patches both).
 * When a socket closes, whoever runs the sandbox is gone, and the process ends.
 */
'use strict';

const Module = require('node:module');
const { connect } = require('node:net');
const { isMainThread } = require('node:worker_threads');

const invocationPath = '/2018-06-01/runtime/invocation/';
const headEnd = '\r\n\r\n';
/** Where a sandbox takes several events at once, each of the runtime's threads asks for them. */
const isMultiConcurrent = process.env.AWS_LAMBDA_MAX_CONCURRENCY !== undefined;
const flagAt = process.execArgv.indexOf(__filename);

// A wrapper that is itself a Node program sees NODE_OPTIONS too, but not the flag: only the runtime does.
if (flagAt > 0) {
  if (isMainThread) restoreNodeOptions();
  // What the function forks gets these flags; it is no runtime. The runtime's own threads are.
  if (!isMultiConcurrent) process.execArgv.splice(flagAt - 1, 2);
  if (isMainThread !== isMultiConcurrent) {
    answerRequire('./rapid-client.node', createClient(process.env.AWS_LAMBDA_RUNTIME_API));
  } else if (isMainThread) openExchange(process.env.AWS_LAMBDA_RUNTIME_API);
}

/** The sandbox adds this file to NODE_OPTIONS; the function finds them as it, or its wrapper, set them. */
function restoreNodeOptions() {
  const rest = (process.env.NODE_OPTIONS ?? '').replace(`--require ${JSON.stringify(__filename)}`, '').trim();
  if (rest === '') delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = rest;
}

function answerRequire(wanted, answer) {
  const load = Module._load;
  Module._load = function loadOrAnswer(request, ...rest) {
    return request === wanted ? answer : load.call(this, request, ...rest);
  };
}

/** The three calls of the compiled client; a result that is being sent keeps the next event waiting. */
function createClient(address) {
  const ask = openExchange(address);
  const tell = isMultiConcurrent ? inTurn(openExchange(address)) : ask;
  let sent = Promise.resolve();
  const post = (path, body, headers) => {
    sent = tell('POST', path, body, headers);
  };
  return {
    initializeClient: () => {},
    next: async () => {
      await sent;
      const { headers, body } = await ask('GET', `${invocationPath}next`, '', {});
      return { bodyJson: body, headers };
    },
    done: (id, body) => post(`${invocationPath}${id}/response`, body, {}),
    error: (id, body, xray) =>
      post(`${invocationPath}${id}/error`, body, {
        'lambda-runtime-function-error-type': JSON.parse(body).errorType ?? 'Error',
        ...(xray ? { 'lambda-runtime-function-xray-error-cause': encodeURIComponent(xray).slice(0, 4096) } : {}),
      }),
  };
}

function inTurn(exchange) {
  let last = Promise.resolve();
  return (...call) => {
    last = last.then(() => exchange(...call));
    return last;
  };
}

/** One HTTP/1.1 exchange at a time over one socket; the event loop is held open only while one is under way. */
function openExchange(address) {
  const [host, port] = address.split(':');
  const socket = connect(Number(port), host).setNoDelay(true);
  let received = Buffer.alloc(0);
  let resolveReply;
  socket.unref();
  socket.on('error', () => {});
  socket.on('close', endProcess);
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const reply = readReply(received);
    if (reply === undefined) return;
    received = Buffer.alloc(0);
    socket.unref();
    resolveReply(reply);
  });
  return (method, path, body, headers) =>
    new Promise((resolve) => {
      resolveReply = resolve;
      socket.ref();
      const head = {
        host: address,
        'content-type': 'application/json',
        ...headers,
        'content-length': Buffer.byteLength(body),
      };
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
      socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}${headEnd}${body}`);
    });
}

/** In a thread only the thread would end; the socket of the main thread closes as well. */
function endProcess() {
  if (isMainThread) process.reallyExit(1);
}

/** A whole reply, or undefined while some of it is still to come. The Runtime API always sends a content-length. */
function readReply(bytes) {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const [, ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = Object.fromEntries(lines.map(readHeader));
  const from = end + headEnd.length;
  const to = from + Number(headers['content-length'] ?? 0);
  return bytes.length < to ? undefined : { headers, body: bytes.toString('utf8', from, to) };
}

function readHeader(line) {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
