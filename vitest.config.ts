import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

if (!process.versions.node.startsWith('24.'))
  throw new Error('Run the tests through npm (`npm test`, `npx vitest`): they need Node 24.');

// what every file loads, and every program that a test starts, is compiled once
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

/** These look at what their process has open, and at what it starts. */
const alone = ['test/local/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // many files mostly wait for an engine, a start or a pause, so that two at once suit even one core
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: alone,
          // a process for each file would take longer to start than most of them run
          isolate: false,
          setupFiles: ['test/support/fresh-file.ts'],
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
