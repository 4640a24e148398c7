import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import {
  checkOneOf,
  checkText,
  checkWholeNumber,
  KinesisOtelOptionError,
  rejectUnknownOptions,
} from '@kinesis-otel/contract';
import { defaultMaxConcurrency, type FunctionOptions, isMultiConcurrent } from './function-options.ts';
import { runtimeNames } from './runtimes.ts';

const required = ['name', 'taskRoot', 'handler', 'memorySizeMb', 'timeoutMs'] as const;
const known = [
  ...required,
  'environment',
  'runtime',
  'maxConcurrency',
  'freeze',
  'extensions',
  'layers',
  'provisionedConcurrency',
  'concurrencyPerSandbox',
  'onLog',
];

/** Throws for the first option that is wrong, with the value and the cure. */
export function checkFunctionOptions(options: FunctionOptions): void {
  rejectUnknownOptions(options, known);
  for (const option of required) {
    if (options[option] === undefined) throw wrong(option, undefined, 'It has no default: give one.');
  }
  checkText('name', options.name);
  checkNumbers(options);
  checkOneOf('runtime', options.runtime, runtimeNames);
  checkOneOf('freeze', options.freeze, [true, false]);
  if (!/^[^.]+(\/[^.]+)*(\.[^./]+)+$/.test(options.handler)) {
    throw wrong('handler', options.handler, 'Give `<file without ending>.<export>`, such as `consumer.handler`.');
  }
  if (!isFolder(options.taskRoot)) {
    throw wrong('taskRoot', options.taskRoot, "Give the folder that holds the function's code.");
  }
  checkExtensions(options.extensions);
  checkLayers(options.layers);
  if (isMultiConcurrent(options)) checkMultiConcurrent(options);
  if (options.onLog !== undefined && typeof options.onLog !== 'function') {
    throw wrong('onLog', options.onLog, 'Give a function that takes a line, or leave it out.');
  }
}

/** 1,600: https://docs.aws.amazon.com/lambda/latest/api/API_LambdaManagedInstancesCapacityProviderConfig.html */
function checkNumbers(options: FunctionOptions): void {
  const { maxConcurrency = defaultMaxConcurrency } = options;
  checkWholeNumber('memorySizeMb', options.memorySizeMb, 128, 10_240);
  checkWholeNumber('timeoutMs', options.timeoutMs, 1, 900_000);
  checkWholeNumber('maxConcurrency', options.maxConcurrency, 1, 1000);
  checkWholeNumber('provisionedConcurrency', options.provisionedConcurrency, 0, maxConcurrency);
  checkWholeNumber('concurrencyPerSandbox', options.concurrencyPerSandbox, 1, 1600);
}

function checkMultiConcurrent({ freeze, provisionedConcurrency = 0 }: FunctionOptions): void {
  if (freeze === true) {
    throw wrong('freeze', true, 'A sandbox that takes several events at once is never frozen: leave it out.');
  }
  if (provisionedConcurrency > 0) {
    throw wrong('provisionedConcurrency', provisionedConcurrency, 'Managed instances have none: leave it out.');
  }
}

function checkExtensions(extensions: readonly string[] | undefined): void {
  const cure = 'Give absolute paths of at most 10 executable files, or leave it out.';
  for (const path of checkList('extensions', extensions, 10, cure)) {
    if (!isExecutable(path)) throw wrong('extensions', path, cure);
  }
}

function checkLayers(layers: readonly string[] | undefined): void {
  const cure = 'Give absolute paths of at most 5 folders, or leave it out.';
  for (const path of checkList('layers', layers, 5, cure)) {
    if (!isAbsolute(path) || !isFolder(path)) throw wrong('layers', path, cure);
  }
}

function checkList(option: string, list: readonly string[] = [], max: number, cure: string): readonly string[] {
  if (!Array.isArray(list) || list.length > max) throw wrong(option, list, cure);
  const odd = list.find((each) => typeof each !== 'string');
  if (odd !== undefined) throw wrong(option, odd, cure);
  return list;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isExecutable(path: string): boolean {
  if (!isAbsolute(path) || !statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function wrong(option: string, received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, cure);
}
