import { defineConfig, type UserConfig } from 'tsdown';

const shared: UserConfig = {
  platform: 'node',
  target: 'node22.4',
  fixedExtension: true,
  tsconfig: '../../tsconfig.json',
  logLevel: 'warn',
};

const config: UserConfig[] = defineConfig([
  { ...shared, entry: 'src/index.ts', format: ['esm', 'cjs'], dts: { oxc: true } },
  { ...shared, entry: 'src/cli.ts', format: 'esm', dts: false, clean: false },
]);

export default config;
