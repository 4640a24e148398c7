exports.handler = async () => ({
  main: require.main === undefined,
  handler: process.env._HANDLER,
  left: Object.keys(process.env).filter((name) => name.startsWith('KINESIS_OTEL')),
});
exports.notAFunction = 1;
exports.throwing = async () => {
  throw new TypeError('bad record');
};
exports.throwingSync = () => {
  throw new RangeError('at once');
};
exports.rejectingText = async () => {
  throw 'just text';
};
exports.exits = async () => process.exit(7);
exports.unhandled = async () => {
  Promise.reject(new URIError('nobody catches this'));
  await new Promise((resolve) => setTimeout(resolve, 200));
};
exports.big = async () => 'x'.repeat(7_000_000);
exports.returns = () => 'not a promise';
exports.hangs = () => new Promise(() => setTimeout(() => {}, 1_000_000));
exports.defaults = async (_event = {}, context) => typeof context.getRemainingTimeInMillis;
exports.circular = async () => {
  const a = {};
  a.a = a;
  return a;
};
exports.bigint = async () => 1n;
