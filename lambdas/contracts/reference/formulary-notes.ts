import { formularyAnswer } from '../formulary-answer.ts';
import { formularyEntry } from '../formulary.ts';
import { noted } from './field-notes.ts';

export const formularyNotes = {
  FormularyEntry: noted(formularyEntry, 'What a formulary says of one item.', {
    code: ['The item, compared exactly with the `code` of a line; once in a list.', 'XA10BAE021A010010201650'],
    name: ['For people; decisions do not look at it.', '盐酸二甲双胍片'],
    maxUnitPrice: [
      'Fen for one unit, the most that is shared where the benefit says `priceCap: "formulary"` (C305). No cap where left out.',
      310,
    ],
    tier: ['Chooses the co-insurance of `coinsuranceByTierBps`; `coinsuranceBps` where left out.', 'B'],
    maxDaysSupply: ['Days that one order may supply of it (R406).', 28],
    otc: ['Sold over the counter: no prescription is needed. Leaving it out says `false`.', true],
    prohibited: ['Prohibited or discontinued: refused by every benefit of the formulary (C306).', false],
  }),
  PublishedFormulary: noted(formularyAnswer, 'A formulary version that is published, and stays as it is.', {
    formularyId: ['From the address.', 'core'],
    version: ['From the address.', 3],
    status: ['Always `published`.', 'published'],
    entries: ['How many items it has.', 6000],
    publishedAt: ['When it was published first.', '2026-11-20T09:00:00.000+08:00'],
  }),
} as const;
