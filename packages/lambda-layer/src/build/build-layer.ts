import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layerFiles } from './layer-files.ts';
import { zipFiles } from './zip.ts';

/* node packages/lambda-layer/src/build/build-layer.ts: makes packages/lambda-layer/dist/layer.zip. */
const maxBytes = 200_000;
const folder = join(import.meta.dirname, '../../dist');
const zip = zipFiles(await layerFiles());
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'layer.zip'), zip);
console.log(`packages/lambda-layer/dist/layer.zip: ${zip.length.toLocaleString('en')} bytes`);
if (zip.length > maxBytes) {
  console.error(`The layer may have ${maxBytes.toLocaleString('en')} bytes at most.`);
  process.exitCode = 1;
}
