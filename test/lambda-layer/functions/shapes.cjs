const { trace } = require('@opentelemetry/api');
const { Readable, Transform, Writable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { setTimeout: wait } = require('node:timers/promises');
const { Worker } = require('node:worker_threads');

/** Handlers as people write them. Each works once on every record, in a span named after it, and once after all. */
const tracer = trace.getTracer('shapes');
const parse = (record) => JSON.parse(Buffer.from(record.kinesis.data, 'base64').toString());
const span = (name) =>
  tracer.startActiveSpan(name, async (active) => {
    await wait(1);
    active.end();
  });
const work = ({ id }) => span(`work ${id}`);
const after = () => span('after');

exports.forLoop = async (event) => {
  for (let at = 0; at < event.Records.length; at++) await work(parse(event.Records[at]));
  await after();
};
exports.forLoopOverVariable = async ({ Records }) => {
  for (let at = 0; at < Records.length; at++) await work(parse(Records[at]));
  await after();
};
exports.forOf = async (event) => {
  for (const record of event.Records) await work(parse(record));
  await after();
};
exports.forOfReadTwice = async (event) => {
  for (const record of event.Records) {
    if (parse(record).id === 'none') continue;
    await work(parse(record));
  }
  await after();
};
exports.forOfTwoSteps = async (event) => {
  for (const record of event.Records) {
    const order = parse(record);
    await span(`work ${order.id}`);
    await wait(1);
    await span(`work ${order.id}`);
  }
  await after();
};
exports.forOfWithBreak = async (event) => {
  let left = 2;
  for (const record of event.Records) {
    await work(parse(record));
    if (--left === 0) break;
  }
  await after();
};
exports.entries = async ({ Records }) => {
  for (const [, record] of Records.entries()) await work(parse(record));
  await after();
};
exports.forEach = async (event) => {
  const running = [];
  event.Records.forEach((record) => {
    running.push(work(parse(record)));
  });
  await Promise.all(running);
  await after();
};
exports.mapAll = async (event) => {
  await Promise.all(event.Records.map((record) => work(parse(record))));
  await after();
};
exports.mapAllAsync = async (event) => {
  await Promise.all(
    event.Records.map(async (record) => {
      await work(parse(record));
    }),
  );
  await after();
};
exports.mapAllTwoSteps = async (event) => {
  await Promise.all(
    event.Records.map(async (record) => {
      const order = parse(record);
      await work(order);
      await work(order);
    }),
  );
  await after();
};
exports.helper = async (event) => {
  const processAll = async (records) => {
    for (const record of records) await work(parse(record));
  };
  await processAll(event.Records);
  await after();
};
exports.sortedInPlace = async (event) => {
  event.Records.reverse();
  for (const record of event.Records) await work(parse(record));
  await after();
};
exports.changedRecords = async (event) => {
  for (const record of event.Records) record.kinesis.data = parse(record);
  for (const { kinesis } of event.Records) await work(kinesis.data);
  await after();
};
exports.failsHalfWay = async (event) => {
  try {
    for (const record of event.Records) {
      const order = parse(record);
      await work(order);
      if (order.id === 3) throw new Error('bad record');
    }
  } catch {
    await after();
  }
};
exports.mapAllLateWork = async (event) => {
  await Promise.all(
    event.Records.map(async (record) => {
      const order = parse(record);
      await wait(2);
      await work(order);
    }),
  );
  await after();
};
exports.mapAllLateRead = async (event) => {
  await Promise.all(
    event.Records.map(async (record) => {
      await wait(2);
      await work(parse(record));
    }),
  );
  await after();
};
exports.allSettledDestructured = async ({ Records: [...records] }) => {
  await Promise.allSettled(records.map((record) => work(parse(record))));
  await after();
};
exports.reduceToChain = async (event) => {
  await event.Records.reduce((last, record) => last.then(() => work(parse(record))), Promise.resolve());
  await after();
};
exports.filterThenLoop = async (event) => {
  for (const record of event.Records.filter(({ eventName }) => eventName === 'aws:kinesis:record')) {
    await work(parse(record));
  }
  await after();
};
exports.parseAllFirst = async (event) => {
  for (const order of event.Records.map(parse)) await work(order);
  await after();
};
exports.parseAllFirstInALoop = async (event) => {
  const orders = [];
  for (const record of event.Records) orders.push(parse(record));
  for (const order of orders) await work(order);
  await after();
};
exports.parseAllWithFrom = async (event) => {
  await Promise.all(Array.from(event.Records, parse).map(work));
  await after();
};
exports.logsTheEvent = async (event) => {
  JSON.stringify(event);
  for (const record of event.Records) await work(parse(record));
  await after();
};
exports.chunks = async ({ Records }) => {
  for (let at = 0; at < Records.length; at += 3)
    await Promise.all(
      Records.slice(at, at + 3)
        .map(parse)
        .map(work),
    );
  await after();
};
exports.oneAhead = async (event) => {
  let last;
  for (const record of event.Records) {
    const order = parse(record);
    if (last) await work(last);
    last = order;
  }
  await work(last);
  await after();
};
exports.validatesFirst = async (event) => {
  const orders = [];
  for (const record of event.Records) {
    const order = parse(record);
    await span(`work ${order.id}`);
    orders.push(order);
  }
  for (const order of orders) await work(order);
  await after();
};
exports.asyncGenerator = async (event) => {
  async function* orders() {
    for (const record of event.Records) yield parse(record);
  }
  for await (const order of orders()) await work(order);
  await after();
};
exports.generator = async (event) => {
  function* orders() {
    for (const record of event.Records) yield parse(record);
  }
  for (const order of orders()) await work(order);
  await after();
};
exports.stream = async (event) => {
  const read = new Transform({ objectMode: true, transform: (record, _, done) => done(null, parse(record)) });
  const write = new Writable({
    objectMode: true,
    write: (order, _, done) => void work(order).then(() => done(), done),
  });
  await pipeline(Readable.from(event.Records), read, write);
  await after();
};
exports.pool = async (event) => {
  const records = event.Records[Symbol.iterator]();
  const runner = async () => {
    for (const record of records) await work(parse(record));
  };
  await Promise.all([runner(), runner(), runner()]);
  await after();
};
exports.pMap = async (event) => {
  const { default: pMap } = await import('p-map');
  await pMap(event.Records, (record) => work(parse(record)), { concurrency: 3 });
  await after();
};
exports.worker = async (event) => {
  const source = `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (data) => parentPort.postMessage(data));`;
  const worker = new Worker(source, { eval: true });
  for (const record of event.Records) {
    worker.postMessage(record);
    const answered = await new Promise((resolve) => worker.once('message', resolve));
    await work(parse(answered));
  }
  await worker.terminate();
  await after();
};
exports.workerInTheBackground = async (event) => {
  const source = `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (data) => parentPort.postMessage(data));`;
  const worker = new Worker(source, { eval: true });
  const all = [];
  const finished = new Promise((resolve) => {
    worker.on('message', (order) => {
      all.push(work(order));
      if (all.length === event.Records.length) resolve();
    });
  });
  for (const record of event.Records) worker.postMessage(parse(record));
  await finished;
  await Promise.all(all);
  await worker.terminate();
  await after();
};
exports.inTheBackground = async (event) => {
  const running = [];
  for (const record of event.Records) {
    const order = parse(record);
    running.push(wait(1).then(() => work(order)));
  }
  await Promise.all(running);
  await after();
};
exports.batchWrite = async (event) => {
  const orders = event.Records.map((record) => parse(record));
  await span('after');
  return orders.length;
};
