import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUDIT_FUNCTION } from '../../lib/audit-function.ts';
import { functionNeeds } from '../../lib/function-needs.ts';

export interface FixtureBundles {
  /** holds all of it, to be removed afterwards */
  readonly root: string;
  readonly functionsDir: string;
  readonly outdir: string;
}

/** A directory with a stand-in for every bundle: what a template says does not depend on what its functions do. */
export function fixtureBundles(): FixtureBundles {
  const root = mkdtempSync(join(tmpdir(), 'connector-stack-'));
  const functionsDir = join(root, 'functions');
  for (const handler of [...Object.keys(functionNeeds), AUDIT_FUNCTION]) {
    mkdirSync(join(functionsDir, handler), { recursive: true });
    writeFileSync(join(functionsDir, handler, 'index.mjs'), `export const handler = async () => '${handler}';\n`);
  }
  return { root, functionsDir, outdir: join(root, 'cdk.out') };
}
