import { vi } from 'vitest';

// Files share their processes, because a start for each would take longer than most tests: each finds the modules of the product
// unloaded, with nothing cached, and the environment as the first one found it.
const environment: NodeJS.ProcessEnv = ((globalThis as { firstEnvironment?: NodeJS.ProcessEnv }).firstEnvironment ??= {
  ...process.env,
});
vi.restoreAllMocks();
vi.unstubAllEnvs();
for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
Object.assign(process.env, environment);
vi.resetModules();
