import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(`${ROOT}/README.md`, 'utf8');
const commands = [...readme.matchAll(/^npm run -s plan -- (.+)$/gm)].map(([, words = '']) => words.split(' '));

const run = promisify(execFile);
const plan = async (words: readonly string[]): Promise<string> =>
  (await run(process.execPath, [`${ROOT}/tools/plan.ts`, ...words], { cwd: ROOT })).stdout;

describe('the workbench of the README, as it is typed', () => {
  it('finds no fault in the plan, and decides its orders as the README says', async () => {
    const [checked, consult, drugs, unused] = await Promise.all(commands.map(plan));
    expect(commands).toHaveLength(4);
    expect(checked).toContain('internet-hospital-direct-pay version 1 has no fault');
    expect(consult).toMatch(/total +60\.00 +0\.00 +40\.00 +20\.00 +0\.00/);
    expect(consult).toContain('L505');
    expect(drugs).toMatch(/total +56\.20 +0\.00 +44\.96 +11\.24 +0\.00/);
    expect(unused).toMatch(/total +56\.20 +0\.00 +26\.98 +29\.22 +0\.00/);
    expect(unused).toContain('B601');
    for (const figure of ['40.00', '44.96', '26.98']) expect(readme).toContain(figure);
  });
});
