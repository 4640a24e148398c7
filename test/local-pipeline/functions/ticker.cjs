const { spawn } = require('node:child_process');
const { once } = require('node:events');

const script = 'echo tick; echo ready >&3; while true; do sleep 0.02; echo tick; done';

/** Leaves a process of its own at work. */
exports.handler = async () => {
  const ticker = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
  await once(ticker.stdio[3], 'data');
};
