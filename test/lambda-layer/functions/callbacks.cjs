/** Handlers as they were before promises. */
exports.callback = (event, _context, callback) => setTimeout(() => callback(null, { called: event }), 5);
exports.atOnce = (event, _context, callback) => callback(null, { called: event });
exports.failing = (_event, _context, callback) => callback(new SyntaxError('called with an error'));
exports.text = (_event, _context, callback) => callback('just text');
exports.done = (event, context) => context.done(null, { done: event });
exports.doneFailing = (_event, context) => context.done(new URIError('done with an error'));
exports.succeed = (event, context) => setTimeout(() => context.succeed({ succeeded: event }), 5);
exports.fail = (_event, context) => context.fail(new URIError('failed'));
exports.failWithNothing = (_event, context) => context.fail();
exports.neverCalls = () => {
  setTimeout(() => console.log('the loop is empty'), 20);
};
exports.returnsText = () => 'ignored';
exports.throws = () => {
  throw new TypeError('thrown at once');
};
exports.twice = (_event, _context, callback) => {
  callback(null, 'first');
  callback(null, 'second');
};
exports.promise = async (event) => ({ promised: event });
exports.promiseAndCallback = async (_event, _context, callback) => {
  callback(null, 'called');
  return 'returned';
};
exports.promiseAndSucceed = async (_event, context) => {
  setTimeout(() => context.succeed('succeeded'), 5);
  await new Promise(() => {});
};
exports.rejects = async () => {
  throw new TypeError('rejected');
};
// biome-ignore lint/suspicious/noThenProperty: the runtime takes anything with a `then` for a promise
exports.thenable = () => ({ then: (resolve) => resolve('from a thenable') });
exports.waiting = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = event.wait;
  setTimeout(() => console.log('the loop is empty'), 50);
  callback(null, 'answered');
};
