import fc from 'fast-check';
import type { FormularyEntryRequest } from '../../lambdas/contracts/formulary.ts';

const CODE_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-'.split('');

/** The names of long entries: how many characters, beginning at which code point. */
export interface NameForm {
  readonly length: number;
  readonly from: number;
}

const ASCII: NameForm = { length: 200, from: 0 };

/** Entries that are as long as their fields may be and that compression gains next to nothing from; always the same ones. */
export function longestEntries(count: number, { length, from }: NameForm = ASCII): FormularyEntryRequest[] {
  const unit = fc.constantFrom(...CODE_CHARACTERS);
  const text = fc.string({ unit, minLength: 246, maxLength: 246 });
  const [all = []] = fc.sample(fc.array(text, { minLength: count, maxLength: count }), { numRuns: 1, seed: 7 });
  return all.map((one, index) => ({
    code: `${one.slice(0, 58)}${String(index).padStart(6, '0')}`,
    name: String.fromCodePoint(...[...Buffer.from(one.slice(46, 46 + length))].map((byte) => from + byte)),
    maxUnitPrice: 9_999_999_999 - index,
    tier: one.slice(0, 20),
    maxDaysSupply: 366,
    otc: index % 2 === 0,
    prohibited: index % 3 === 0,
  }));
}
