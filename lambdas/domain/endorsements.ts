import type { Reason } from './decision.ts';
import type { Order } from './order.ts';
import { serviceDate } from './order.ts';
import type { Endorsement, WaivableCheck } from './plan.ts';
import { anyStartsWith } from './prefix.ts';

/** The checks that the endorsements in force waive for an order, each with the endorsement that does. */
export type Waivers = ReadonlyMap<WaivableCheck, Endorsement>;

const NONE: Waivers = new Map();

/** Endorsements apply by service date, and by region, diagnosis and provider where given; the first that waives a check is named. */
export function waiversFor(endorsements: readonly Endorsement[], order: Order, providerId: string): Waivers {
  if (endorsements.length === 0) return NONE;
  const waivers = new Map<WaivableCheck, Endorsement>();
  for (const endorsement of endorsements) {
    if (!applies(endorsement, order, providerId)) continue;
    for (const check of endorsement.waives) if (!waivers.has(check)) waivers.set(check, endorsement);
  }
  return waivers;
}

/** A waived check that would have failed is told with amount 0. */
export function waivedReason(endorsement: Endorsement, check: WaivableCheck): Reason {
  return { code: 'A802', amount: 0, rule: `endorsements.${endorsement.endorsementId}`, figures: [check] };
}

function applies(endorsement: Endorsement, order: Order, providerId: string): boolean {
  const date = serviceDate(order);
  const { regions, diagnoses, providers } = endorsement;
  return (
    endorsement.from <= date &&
    date <= endorsement.to &&
    (regions === undefined || anyStartsWith(order.region === undefined ? [] : [order.region], regions)) &&
    (diagnoses === undefined ||
      anyStartsWith(
        order.diagnoses.map(({ code }) => code),
        diagnoses,
      )) &&
    (providers === undefined || providers.includes(providerId))
  );
}
