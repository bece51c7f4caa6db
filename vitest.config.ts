import { defineConfig } from 'vitest/config';

if (!process.versions.node.startsWith('24.'))
  throw new Error('Run the tests through npm (`npm test`, `npx vitest`): they need Node 24.');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // many files mostly wait for an engine, a start or a pause, so that two at once suit even one core
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
