import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleLayer } from './bundle.ts';
import { licencesOf } from './licences.ts';

/** A file of the layer, by its path below /opt. */
export interface LayerFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isExecutable: boolean;
}

const root = join(import.meta.dirname, '../..');
const folder = 'kinesis-otel-layer';

/** Makes all files of the layer. The same for x86_64 and arm64: there is nothing compiled in it. */
export async function layerFiles(): Promise<readonly LayerFile[]> {
  const bundled = await bundleLayer();
  const modules = bundled.flatMap((file) => file.modules);
  const licences = licencesOf(modules, readFileSync(join(root, '../../LICENSE'), 'utf8'));
  return [
    { path: 'kinesis-otel', bytes: readFileSync(join(root, 'opt/kinesis-otel')), isExecutable: true },
    ...bundled.map(({ name, code }) => textFile(name, code)),
    textFile('LICENSES', licences),
  ];
}

function textFile(name: string, text: string): LayerFile {
  return { path: `${folder}/${name}`, bytes: Buffer.from(text), isExecutable: false };
}
