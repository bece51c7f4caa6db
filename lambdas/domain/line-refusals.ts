import type { CalendarDate } from './calendar.ts';
import { addDays, ageOn } from './calendar.ts';
import type { CompiledBenefit, CompiledPlan } from './compiled-plan.ts';
import type { Reason } from './decision.ts';
import type { Waivers } from './endorsements.ts';
import { waivedReason } from './endorsements.ts';
import type { LimitContext, Tally } from './limit-room.ts';
import { roomUnder } from './limit-room.ts';
import type { Order, OrderLine } from './order.ts';
import type { WaivableCheck } from './plan.ts';
import { anyStartsWith } from './prefix.ts';
import type { ReasonCode } from './reason.ts';

/** Children under six are treated online only with a guardian present (互联网诊疗监管细则（试行）, article 18). */
const GUARDIAN_UNTIL_AGE = 6;

/** Everything that the refusals of a line look at. */
export interface LineCase {
  readonly plan: CompiledPlan;
  readonly benefit: CompiledBenefit;
  readonly order: Order;
  readonly line: OrderLine;
  readonly providerId: string;
  readonly birthDate: CalendarDate | undefined;
  readonly waitingSince: CalendarDate;
  readonly waivers: Waivers;
  readonly limits: LimitContext;
  /** quantities kept by earlier lines that were not refused */
  readonly quantities: Tally;
}

interface Check {
  readonly code: ReasonCode;
  readonly rule: string;
  readonly waivedBy?: WaivableCheck;
  readonly firstDate?: CalendarDate;
  readonly figures?: readonly (number | string)[];
}

export interface LineRefusals {
  /** reasons that refuse the line, in the order that decides which carries its amount; empty if it is not refused */
  readonly refusals: readonly Reason[];
  /** A802, one for each check that was waived and would have failed */
  readonly waived: readonly Reason[];
}

/** BENEFITS B: every check is made; each that fails adds its reason, unless an endorsement waives it. */
export function lineRefusals(lineCase: LineCase): LineRefusals {
  const refusals: Reason[] = [];
  const waived = new Map<WaivableCheck, Reason>();
  for (const { waivedBy, ...failed } of failedChecks(lineCase)) {
    const endorsement = waivedBy === undefined ? undefined : lineCase.waivers.get(waivedBy);
    if (waivedBy === undefined || endorsement === undefined) refusals.push({ amount: 0, ...failed });
    else waived.set(waivedBy, waivedReason(endorsement, waivedBy));
  }
  return { refusals, waived: [...waived.values()] };
}

/** Is the provider in the benefit's, else the plan's, network? `any` holds everybody. */
export function isInNetwork(benefit: CompiledBenefit, providerId: string): boolean {
  return benefit.network === undefined || benefit.network.has(providerId);
}

function failedChecks(lineCase: LineCase): Check[] {
  return [
    ...visitChecks(lineCase),
    ...standingChecks(lineCase),
    ...itemChecks(lineCase),
    ...prescriptionChecks(lineCase),
    ...countChecks(lineCase),
  ];
}

// `advice` is no diagnosis and is not refused (BENEFITS B, P204 and P206).
function visitChecks({ order: { visit }, benefit, birthDate, limits }: LineCase): Check[] {
  if (visit === undefined || visit.type === 'advice') return [];
  const id = benefit.benefit.benefitId;
  const checks: Check[] = [];
  if (visit.type === 'first' && benefit.benefit.allowFirstVisit !== true) {
    checks.push({ code: 'P204', rule: `${id}.allowFirstVisit`, waivedBy: 'first-visit' });
  }
  if (birthDate !== undefined && ageOn(birthDate, limits.date) < GUARDIAN_UNTIL_AGE && visit.guardianPresent !== true) {
    checks.push({ code: 'P206', rule: 'visit.guardianPresent' });
  }
  return checks;
}

function standingChecks({ plan, benefit, order, providerId, waitingSince, limits }: LineCase): Check[] {
  const id = benefit.benefit.benefitId;
  const checks: Check[] = [];
  if (!isInNetwork(benefit, providerId)) {
    checks.push({
      code: 'P201',
      rule: benefit.benefit.network === undefined ? 'plan.network' : `${id}.network`,
      waivedBy: 'network',
    });
  }
  const firstDate = addDays(waitingSince, benefit.waitingDays);
  if (limits.date < firstDate) {
    const rule = benefit.benefit.waitingDays === undefined ? 'plan.waitingDays' : `${id}.waitingDays`;
    checks.push({ code: 'E107', rule, waivedBy: 'waiting', firstDate, figures: [benefit.waitingDays] });
  }
  const codes = order.diagnoses.map(({ code }) => code);
  if (anyStartsWith(codes, plan.excludedDiagnoses)) checks.push({ code: 'C302', rule: 'plan.exclusions.diagnoses' });
  return checks;
}

function itemChecks({ plan, benefit, line }: LineCase): Check[] {
  const id = benefit.benefit.benefitId;
  if (line.code === undefined) return benefit.codes === undefined ? [] : [{ code: 'C304', rule: `${id}.covers.items` }];
  if (plan.excludedCodes.has(line.code)) return [{ code: 'C301', rule: 'plan.exclusions.codes', waivedBy: 'codes' }];
  if (benefit.codes === undefined || benefit.codes.has(line.code)) return [];
  return [{ code: 'C301', rule: `${id}.covers.items`, waivedBy: 'codes' }];
}

// No prescription has been issued to this product yet, so every drug line lacks one; only a formulary could say `otc`.
function prescriptionChecks({ line }: LineCase): Check[] {
  return line.category === 'drug' ? [{ code: 'R401', rule: 'order.prescriptionNo' }] : [];
}

/** L507: a count is reached, nothing is left of a quantity limit, or one that rejects has too little left. Once a limit. */
function countChecks({ benefit, line, limits, quantities }: LineCase): Check[] {
  return benefit.limits.flatMap((limit): Check[] => {
    const { measure } = limit.limit;
    if (measure === 'amount') return [];
    // an order counts once, so what its own lines took does not stand in the way of the next line
    const room = roomUnder(limit, limits, measure === 'count' ? new Map() : quantities, line.lineNo);
    const reached = room === 0 || (measure === 'quantity' && limit.rejects && room < line.quantity);
    return reached ? [{ code: 'L507', rule: limit.rule, figures: [measure, limit.max, room] }] : [];
  });
}
