import type { CompiledEndorsement } from './compiled-plan.ts';
import type { CalendarDate } from './calendar.ts';
import type { WaivableCheck } from './plan.ts';
import { anyStartsWith } from './prefix.ts';

/** The checks that the endorsements in force waive for an order, each with the endorsement that does. */
export type Waivers = ReadonlyMap<WaivableCheck, CompiledEndorsement>;

/** What endorsements look at. */
export interface Occasion {
  readonly date: CalendarDate;
  readonly providerId: string;
  readonly region: string | undefined;
  readonly diagnoses: readonly string[];
}

/** Endorsements apply by service date, and by region, diagnosis and provider where given; the first that waives a check is named. */
export function waiversFor(endorsements: readonly CompiledEndorsement[], occasion: Occasion): Waivers | undefined {
  let waivers: Map<WaivableCheck, CompiledEndorsement> | undefined;
  for (const endorsement of endorsements) {
    if (!applies(endorsement, occasion)) continue;
    waivers ??= new Map();
    for (const check of endorsement.endorsement.waives) if (!waivers.has(check)) waivers.set(check, endorsement);
  }
  return waivers;
}

function applies(compiled: CompiledEndorsement, { date, providerId, region, diagnoses }: Occasion): boolean {
  const { from, to } = compiled.endorsement;
  return (
    from <= date &&
    date <= to &&
    (compiled.regions === undefined || (region !== undefined && anyStartsWith([region], compiled.regions))) &&
    (compiled.diagnoses === undefined || anyStartsWith(diagnoses, compiled.diagnoses)) &&
    (compiled.providers === undefined || compiled.providers.has(providerId))
  );
}
