import { fileURLToPath } from 'node:url';
import { startPipeline } from '@kinesis-otel/local-pipeline';

/** A process to be killed: starts a pipeline with warm sandboxes, leaves one busy, and says so. */
const pipeline = await startPipeline({
  streams: [{ name: 'flights', shards: 1 }],
  tables: [{ name: 'airports', partitionKey: 'id' }],
});
const probe = await pipeline.deployFunction({
  name: 'probe',
  taskRoot: fileURLToPath(new URL('../local-pipeline/functions', import.meta.url)),
  handler: 'probe.handler',
  memorySizeMb: 128,
  timeoutMs: 600_000,
});
await Promise.all([probe.invoke({ delayMs: 50 }), probe.invoke({ delayMs: 50 }), probe.invoke({ delayMs: 50 })]);
void probe.invoke({ hang: true });
if (process.argv.includes('--busy')) void probe.invoke({ busy: true });
process.once('SIGTERM', () => void pipeline.stop());
setTimeout(() => process.send?.('ready'), 50);
setTimeout(() => process.disconnect?.(), 60);
