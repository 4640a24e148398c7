import { defineConfig, type UserConfig } from 'tsdown';

const common: UserConfig = {
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node22.4',
  fixedExtension: true,
  tsconfig: '../../tsconfig.json',
  dts: { oxc: true },
  logLevel: 'warn',
};

/** Two builds: entries of one would share files, and a function that is to start fast would load two in place of one. */
const config: UserConfig[] = defineConfig([
  { ...common, entry: 'src/index.ts' },
  { ...common, entry: 'src/testing.ts', clean: false },
]);

export default config;
