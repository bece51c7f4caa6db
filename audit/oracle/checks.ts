import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { FormularyEntry } from '../../lambdas/domain/formulary.ts';
import type { Order, OrderLine } from '../../lambdas/domain/order.ts';
import type { Benefit, Plan, WaivableCheck } from '../../lambdas/domain/plan.ts';
import type { ReasonCode } from '../../lambdas/domain/reason.ts';
import type { Insured } from './accounts.ts';
import { age, daysAfter } from './dates.ts';

/** docs/plans.md B: a check that failed, with the check that an endorsement may waive. */
export interface Failure {
  readonly code: ReasonCode;
  readonly waivable?: WaivableCheck;
  readonly firstDate?: string;
}

const matchesPrefix = (text: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => text.startsWith(prefix));

const isDiagnosedWith = ({ diagnoses }: Order, prefixes: readonly string[]): boolean =>
  diagnoses.some(({ code }) => matchesPrefix(code, prefixes));

const takes = <T>(list: readonly T[] | undefined, one: T | undefined): boolean =>
  list === undefined || (one !== undefined && list.includes(one));

/** The first benefit whose lists all match; `items` takes no part. */
export function benefitFor({ benefits }: Plan, order: Order, line: OrderLine): Benefit | undefined {
  for (const benefit of benefits) {
    const { orderKinds, categories, visits, modes, departments, diagnoses } = benefit.covers;
    if (!takes(orderKinds, order.kind) || !takes(categories, line.category)) continue;
    if (!takes(visits, order.visit?.type) || !takes(modes, order.visit?.mode)) continue;
    if (!takes(departments, order.visit?.department)) continue;
    if (diagnoses !== undefined && !isDiagnosedWith(order, diagnoses)) continue;
    return benefit;
  }
  return undefined;
}

/** What the endorsements in force for this order waive. */
export function waivedFor({ plan, input, date }: Insured): ReadonlySet<WaivableCheck> {
  const waived = new Set<WaivableCheck>();
  for (const { from, to, regions, diagnoses, providers, waives } of plan.endorsements ?? []) {
    if (date < from || date > to) continue;
    if (regions !== undefined && !matchesPrefix(input.order.region ?? '?', regions)) continue;
    if (diagnoses !== undefined && !isDiagnosedWith(input.order, diagnoses)) continue;
    if (providers !== undefined && !providers.includes(input.providerId)) continue;
    for (const check of waives) waived.add(check);
  }
  return waived;
}

export function isInNetwork({ plan, input }: Insured, benefit: Benefit): boolean {
  const network = benefit.network ?? plan.network ?? 'any';
  return network === 'any' || network.includes(input.providerId);
}

export function entryOf({ input }: Insured, { covers }: Benefit, line: OrderLine): FormularyEntry | undefined {
  if (typeof covers.items !== 'object' || !('formulary' in covers.items) || line.code === undefined) return undefined;
  return input.formularies?.get(covers.items.formulary)?.entries.get(line.code);
}

/** The checks of a line that look at neither prescriptions nor limits. */
export function plainFailures(insured: Insured, benefit: Benefit, line: OrderLine): readonly Failure[] {
  const { input, plan, date } = insured;
  const { order } = input;
  const failures: Failure[] = [];
  const visit = order.visit;
  if (visit?.type === 'first' && benefit.allowFirstVisit !== true)
    failures.push({ code: 'P204', waivable: 'first-visit' });
  const birthDate = input.member.found === 'member' ? input.member.birthDate : undefined;
  const young = birthDate !== undefined && age(birthDate, date) < 6;
  if (visit !== undefined && visit.type !== 'advice' && young && visit.guardianPresent !== true)
    failures.push({ code: 'P206' });
  if (!isInNetwork(insured, benefit)) failures.push({ code: 'P201', waivable: 'network' });
  const eligible = daysAfter(waitsFrom(insured), benefit.waitingDays ?? plan.waitingDays ?? 0);
  if (date < eligible) failures.push({ code: 'E107', waivable: 'waiting', firstDate: eligible });
  if (isDiagnosedWith(order, plan.exclusions?.diagnoses ?? [])) failures.push({ code: 'C302' });
  return [...failures, ...itemFailures(insured, benefit, line)];
}

function itemFailures(insured: Insured, benefit: Benefit, line: OrderLine): readonly Failure[] {
  const { items } = benefit.covers;
  const failures: Failure[] = [];
  const entry = entryOf(insured, benefit, line);
  if (items !== 'any' && line.code === undefined) failures.push({ code: 'C304' });
  if (items !== 'any' && 'formulary' in items && line.code !== undefined && entry === undefined)
    failures.push({ code: 'C303', waivable: 'formulary' });
  if (line.code !== undefined) {
    const excluded = insured.plan.exclusions?.codes?.includes(line.code) === true;
    const unlisted = items !== 'any' && 'codes' in items && !items.codes.includes(line.code);
    if (excluded || unlisted) failures.push({ code: 'C301', waivable: 'codes' });
  }
  if (entry?.prohibited === true) failures.push({ code: 'C306' });
  return failures;
}

/** The first of the coverages that follow one another without a gap counts. */
function waitsFrom({ coverage, input }: Insured): string {
  const all = input.member.found === 'member' ? input.member.candidates.map((one) => one.coverage) : [];
  let current: Coverage = coverage;
  for (let step = 0; step < all.length; step += 1) {
    const before = all.find(({ coverageId }) => coverageId === current.renewalOf);
    if (before === undefined || daysAfter(before.to, 1) < current.from) break;
    current = before;
  }
  return current.from;
}
