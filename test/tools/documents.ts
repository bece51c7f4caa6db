import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { limitOf, planWith } from '../domain/builders.ts';

/** Files of one test file, in a directory of their own; each answers with its path from there. */
export function documents() {
  const directory = mkdtempSync(join(tmpdir(), 'plan-'));
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });
  let count = 0;
  const file = (content: unknown, name = `${++count}.json`): string => {
    writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
    return name;
  };
  return { directory, file };
}

export const DRUG = 'XA10BAE021A010010201650';
export const listedDrug = { code: DRUG, name: '二甲双胍', maxUnitPrice: 1_500, tier: 'B' };

/** 90 % of the drugs of a list, up to 500.00 a year, out of a fund. */
export const drugPlan = (over: Partial<Plan> = {}): Plan => {
  const limits = [limitOf('drugs-year', 50_000), limitOf('fund-year', 90_000, { scope: { pool: 'fund' } })];
  const covers = { items: { formulary: 'core' } };
  return planWith({ benefitId: 'drugs', covers, coinsuranceByTierBps: { B: 1_000 }, limits }, over);
};

export const order = {
  ...{ orderNo: 'O-1', kind: 'pharmacy', serviceAt: '2026-06-15T12:00:00+08:00', member: { memberId: 'M-1' } },
  prescriptionNo: 'RX-1',
  lines: [{ lineNo: 1, category: 'drug', code: DRUG, name: '二甲双胍', quantity: '2', amount: 3_000 }],
};

export const prescription = {
  ...{ member: { memberId: 'M-1' }, diagnoses: [{ code: 'E11.900' }], doctorId: 'D-1', reviewedBy: 'PH-1' },
  issuedAt: '2026-06-15T09:00:00+08:00',
  items: [{ code: DRUG, name: '二甲双胍', quantity: '2', daysSupply: 28 }],
};
