/** Handlers as they were before promises: only the runtimes before nodejs24.x know them. */
exports.callback = (event, _context, callback) => setTimeout(() => callback(null, { called: event }), 5);

exports.failing = (_event, _context, callback) => callback(new SyntaxError('called with an error'));

exports.done = (event, context) => context.done(null, { done: event });

exports.succeed = (event, context) => context.succeed({ succeeded: event });

exports.fail = (_event, context) => context.fail(new URIError('failed'));

/** Answers at once or after its timer, as `wait` says. */
exports.waiting = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = event.wait;
  setTimeout(() => console.log('the loop is empty'), 100);
  callback(null, 'answered');
};
