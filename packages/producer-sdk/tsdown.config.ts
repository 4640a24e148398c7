import { defineConfig, type UserConfig } from 'tsdown';

const entries = ['src/index.ts', 'src/instrumentation.ts', 'src/register.ts'];

// One by one: each entry is whole, and so are its declarations, which are agreed on as one file.
const configs: UserConfig[] = defineConfig(
  entries.map(
    (entry, index): UserConfig => ({
      entry,
      clean: index === 0,
      format: ['esm', 'cjs'],
      platform: 'node',
      target: 'node22.4',
      fixedExtension: true,
      tsconfig: '../../tsconfig.json',
      dts: { oxc: true },
      logLevel: 'warn',
    }),
  ),
);

export default configs;
