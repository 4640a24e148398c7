/*
 * node --require own-sdk.cjs: an application's own SDK, registered before anything else; the one of OWN_SDK_HOME, a folder of
 * this repository. Tells at the end, on standard error, how many listen for SIGTERM.
 */
const { createRequire } = require('node:module');
const { join } = require('node:path');

const home = join(__dirname, '../../..', process.env.OWN_SDK_HOME);
const { NodeSDK } = createRequire(join(home, 'package.json'))('@opentelemetry/sdk-node');
const sdk = new NodeSDK({ serviceName: 'own' });
sdk.start();

process.once('beforeExit', () => void sdk.shutdown());
process.once('exit', () => console.error(`SIGTERM: ${process.listenerCount('SIGTERM')}`));
