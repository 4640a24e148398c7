import type { CarrierFormat } from './carrier-format.ts';
import { gzipFormat } from './gzip-format.ts';
import { jsonFormat } from './json-format.ts';
import { kplFormat } from './kpl-format.ts';

/** Every way to carry context, in the order they are tried; their first bytes tell them apart. */
export const formats: readonly CarrierFormat[] = [jsonFormat, gzipFormat, kplFormat];
