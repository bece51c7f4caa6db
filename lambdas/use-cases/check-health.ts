import packageJson from '../../package.json' with { type: 'json' };
import type { HealthAnswer } from '../contracts/health-answer.ts';
import type { PublicAnswer } from '../runtime/call.ts';
import { variableNames } from '../runtime/env.ts';

/** Says that this stage answers and reaches its table; where the table does not answer, the read's own trouble is the answer. */
export async function checkHealth(ports: { readonly readCatalogue: () => Promise<number> }): Promise<PublicAnswer> {
  await ports.readCatalogue();
  const stage = process.env[variableNames.stage] ?? 'unknown';
  return { status: 200, body: { status: 'ok', stage, version: packageJson.version } satisfies HealthAnswer };
}
