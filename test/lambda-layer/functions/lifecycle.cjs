if (process.env.LISTEN_TO_SIGTERM) {
  process.on('SIGTERM', () => {
    console.log('SIGTERM came');
    setTimeout(() => process.exit(0), 50);
  });
}

/** Answers, or does not, as the event says. */
exports.handler = async (event) => {
  if (event.hang) await new Promise(() => setTimeout(() => {}, 1_000_000));
  if (event.delayMs) await new Promise((resolve) => setTimeout(resolve, event.delayMs));
  return { pid: process.pid };
};
