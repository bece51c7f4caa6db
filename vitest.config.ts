import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

if (!process.versions.node.startsWith('24.'))
  throw new Error('Run the tests through npm (`npm test`, `npx vitest`): they need Node 24.');

// what every file loads, and every program that a test starts, is compiled once
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

const pure = ['test/domain/**/*.test.ts', 'test/plans/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // many files mostly wait for an engine, a start or a pause, so that two at once suit even one core
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      // what has neither state nor surroundings shares its processes: a start for each file would take longer than the tests
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'product', include: ['test/**/*.test.ts'], exclude: pure } },
    ],
  },
});
