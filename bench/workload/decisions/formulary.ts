import type { Formularies, Formulary, FormularyEntry } from '../../../lambdas/domain/formulary.ts';
import { chanceFrom } from './chance.ts';

const ITEMS = 6_000;
const SEED = 6_000;
export const FORMULARY_ID = 'core';

/** Drug codes in the shape of the national insurance catalogue (23 places); no two alike. */
const drugCode = (number: number): string =>
  `X${'ABCDGHJLMNRSV'.charAt(number % 13)}${String(number % 100).padStart(2, '0')}BCA${String(number).padStart(6, '0')}010100${String((number * 37) % 10_000).padStart(4, '0')}`;

/** Codes of drugs that are sold but are not on the formulary. */
export const offFormularyCodes: readonly string[] = Array.from({ length: 200 }, (_, index) => drugCode(ITEMS + index));

export const formularyEntries: readonly FormularyEntry[] = entries();

/** A formulary of 6,000 items: every one with a price, three tiers, some without prescription, some prohibited. */
export const formulary: Formulary = {
  formularyId: FORMULARY_ID,
  version: 1,
  entries: new Map(formularyEntries.map((entry) => [entry.code, entry])),
};

export const formularies: Formularies = new Map([[FORMULARY_ID, formulary]]);

function entries(): readonly FormularyEntry[] {
  const chance = chanceFrom(SEED);
  return Array.from({ length: ITEMS }, (_, number) => ({
    code: drugCode(number),
    maxUnitPrice: chance.happens(150) ? chance.between(10_000, 60_000) : chance.between(300, 9_000),
    tier: chance.pick(['A', 'A', 'B', 'B', 'B', 'C']),
    ...(chance.happens(100) ? { otc: true } : {}),
    ...(chance.happens(10) ? { prohibited: true } : {}),
    ...(chance.happens(50) ? { maxDaysSupply: 14 } : {}),
  }));
}
