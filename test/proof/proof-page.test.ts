import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { INVARIANT_IDS } from '../../audit/invariants.ts';
import { mutants } from '../../proof/mutants/mutants.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/proof.md'), 'utf8');

it('tells of every invariant, and of every deliberate defect with what must catch it', () => {
  for (const id of INVARIANT_IDS) expect(page).toContain(`| \`${id}\``);
  for (const { says, caughtBy } of mutants) {
    const named = caughtBy.map((id) => `\`${id}\``).join(', ');
    expect(page).toContain(`| ${says.replace(/\.$/u, '')} | ${named} |`);
  }
});
