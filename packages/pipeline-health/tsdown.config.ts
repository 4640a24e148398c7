import { defineConfig, type UserConfig } from 'tsdown';

const config: UserConfig = defineConfig({
  entry: 'src/index.ts',
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node22.4',
  fixedExtension: true,
  tsconfig: '../../tsconfig.json',
  dts: { oxc: true },
  logLevel: 'warn',
});

export default config;
