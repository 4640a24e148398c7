/*
 * node .dev/run.mjs <script> [arguments…]
 *
 * Runs a TypeScript file of this repository, in a clone where nothing is installed yet and on a Node that cannot run
 * TypeScript: installs what is missing, then hands over to the Node 24 that came with it. Plain JavaScript for Node 20.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCallers, whenOneIsGone } from './callers.mjs';
import { installIfNeeded } from './install.mjs';

const graceMs = 10_000;
const echoMs = 1000;
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
const root = fileURLToPath(new URL('..', import.meta.url));

let installer;
let script;
let lastToldMs;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tell(signal));
whenOneIsGone(findCallers(), () => {
  if (lastToldMs === undefined) tell('SIGTERM');
});

const isInstalled = await installIfNeeded(root, (started) => {
  installer = started;
});
process.exitCode = isInstalled ? await runScript(process.argv.slice(2)) : 1;

/** Runs the script on the Node of this repository, and gives its exit code. */
function runScript(words) {
  const guard = new URL('stop-with-caller.mjs', import.meta.url).href;
  const flags = ['--disable-warning=ExperimentalWarning', '--import', guard];
  // In a process group of its own, a signal to the whole group (Ctrl-C, timeout) reaches it once: through us.
  const options = { stdio: 'inherit', detached: true };
  script = spawn(join(root, 'node_modules/.bin/node'), [...flags, ...words], options);
  return new Promise((resolve, reject) => {
    script.once('error', reject);
    script.once('exit', (code, signal) => resolve(code ?? 128 + (signalNumbers[signal] ?? 0)));
  });
}

/** Hands a signal on, and waits for the script to tidy up. The same one comes by several ways when a group is meant. */
function tell(signal) {
  if (script === undefined) {
    installer?.kill();
    process.exit(128 + signalNumbers[signal]);
  }
  const nowMs = performance.now();
  if (nowMs - (lastToldMs ?? -echoMs) < echoMs) return;
  lastToldMs = nowMs;
  script.kill(signal);
  setTimeout(() => script.kill('SIGKILL'), graceMs).unref();
}
