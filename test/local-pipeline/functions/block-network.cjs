/** What a function's instrumentation may do to the modules below the runtime, taken to the end. */
for (const name of ['node:http', 'node:net']) {
  const patched = require(name);
  for (const member of ['request', 'get', 'connect', 'createConnection']) {
    if (patched[member])
      patched[member] = () => {
        throw new Error(`${name} ${member} was called`);
      };
  }
}
require('node:net').Socket.prototype.connect = () => {
  throw new Error('a socket was connected');
};
