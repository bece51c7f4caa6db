import type { CalendarDate, EpochMs } from '../../../lambdas/domain/calendar.ts';
import { addDays, DAY_MS } from '../../../lambdas/domain/calendar.ts';
import type { Order } from '../../../lambdas/domain/order.ts';
import type { Fills, PrescribedItem, Prescription } from '../../../lambdas/domain/prescription.ts';
import { UNITS_PER_ONE } from '../../../lambdas/domain/quantity.ts';
import type { Chance } from './chance.ts';

const VALID_DAYS = 3;

/** The prescription that the order names. Few are expired, void, not reviewed, or of somebody else; few items are short or missing. */
export function prescriptionFor(
  chance: Chance,
  { prescriptionNo, lines }: Order,
  memberId: string,
  servedAt: EpochMs,
): Prescription | undefined {
  if (prescriptionNo === undefined) return undefined;
  const issuedAt = servedAt - (chance.happens(20) ? VALID_DAYS * DAY_MS + 60_000 : chance.between(60_000, DAY_MS));
  const drugs = lines.filter(({ category }) => category === 'drug');
  return {
    prescriptionNo,
    memberId: chance.happens(5) ? 'M-other' : memberId,
    voided: chance.happens(5),
    reviewed: !chance.happens(5),
    issuedAt,
    validUntil: issuedAt + VALID_DAYS * DAY_MS,
    longTerm: chance.happens(150),
    items: new Map(
      drugs.filter(() => !chance.happens(10)).map(({ code = '', quantity }) => [code, itemFor(chance, quantity)]),
    ),
  };
}

function itemFor(chance: Chance, quantity: number): PrescribedItem {
  if (chance.happens(15)) return { allowed: quantity, taken: quantity, daysSupply: 28 };
  if (chance.happens(50)) return { allowed: quantity, taken: UNITS_PER_ONE / 2, daysSupply: 28 };
  return { allowed: quantity * chance.between(1, 3), taken: 0, daysSupply: 28 };
}

/** Most members fill a drug for the first time or in time; some come too soon. */
export function fillsFor(chance: Chance, { lines }: Order, date: CalendarDate): Fills {
  const filledBefore = lines.filter(({ category }) => category === 'drug' && chance.happens(300));
  return new Map(
    filledBefore.map(({ code = '' }) => {
      const last = addDays(date, -(chance.happens(60) ? chance.between(1, 20) : chance.between(23, 90)));
      const before = { date: addDays(last, -28), daysSupply: 28 };
      return [code, chance.happens(500) ? [before, { date: last, daysSupply: 28 }] : [{ date: last, daysSupply: 28 }]];
    }),
  );
}
