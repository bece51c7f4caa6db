import { defineConfig } from 'vitest/config';

if (!process.versions.node.startsWith('24.'))
  throw new Error('Run the tests through npm (`npm test`, `npx vitest`): they need Node 24.');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
