import type { CompiledEndorsement } from './compiled-plan.ts';
import type { OrderView } from './order-view.ts';
import type { WaivableCheck } from './plan.ts';
import { anyStartsWith } from './prefix.ts';

/** The checks that the endorsements in force waive for an order, each with the endorsement that does. */
export type Waivers = ReadonlyMap<WaivableCheck, CompiledEndorsement>;

/** Endorsements apply by service date, and by region, diagnosis and provider where given; the first that waives a check is named. */
export function waiversFor(endorsements: readonly CompiledEndorsement[], view: OrderView): Waivers | undefined {
  let waivers: Map<WaivableCheck, CompiledEndorsement> | undefined;
  for (const endorsement of endorsements) {
    if (!applies(endorsement, view)) continue;
    waivers ??= new Map();
    for (const check of endorsement.endorsement.waives) if (!waivers.has(check)) waivers.set(check, endorsement);
  }
  return waivers;
}

function applies({ endorsement, regions, diagnoses, providers }: CompiledEndorsement, view: OrderView): boolean {
  const { region } = view.order;
  return (
    endorsement.from <= view.date &&
    view.date <= endorsement.to &&
    (regions === undefined || (region !== undefined && anyStartsWith([region], regions))) &&
    (diagnoses === undefined || anyStartsWith(view.diagnoses, diagnoses)) &&
    (providers === undefined || providers.has(view.providerId))
  );
}
