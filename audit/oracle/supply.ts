import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import type { OrderLine } from '../../lambdas/domain/order.ts';
import type { Benefit } from '../../lambdas/domain/plan.ts';
import type { Insured } from './accounts.ts';
import type { Failure } from './checks.ts';
import { entryOf } from './checks.ts';
import { daysAfter } from './dates.ts';
import { sum } from './exact.ts';

/** What the lines of an order take of the prescription, by position, whichever coverage looks at them. */
export type Dispensed = Map<number, bigint>;

const needsPrescription = (insured: Insured, benefit: Benefit, line: OrderLine): boolean =>
  line.category === 'drug' && entryOf(insured, benefit, line)?.otc !== true;

/** What a prescription still allows of a line's code; `undefined` where the line needs none or has none of the member's own. */
export function allowedFor(
  insured: Insured,
  benefit: Benefit,
  line: OrderLine,
  dispensed: Dispensed,
): bigint | undefined {
  const { prescription, order } = insured.input;
  if (!needsPrescription(insured, benefit, line)) return undefined;
  if (prescription === undefined || prescription.memberId !== insured.memberId) return undefined;
  const item = line.code === undefined ? undefined : prescription.items.get(line.code);
  if (item === undefined) return undefined;
  const others = order.lines.map((other, position) =>
    other.code === line.code && other.lineNo !== line.lineNo ? (dispensed.get(position) ?? 0n) : 0n,
  );
  return BigInt(item.allowed) - BigInt(item.taken) - sum(others);
}

/** docs/plans.md B, from R401 to R406. */
export function supplyFailures(
  insured: Insured,
  benefit: Benefit,
  line: OrderLine,
  dispensed: Dispensed,
): readonly Failure[] {
  const failures: Failure[] = [];
  const { input, memberId } = insured;
  const { prescription } = input;
  if (needsPrescription(insured, benefit, line)) {
    const servedAt = Date.parse(input.order.serviceAt);
    const own = prescription?.memberId === memberId;
    const listed = line.code !== undefined && prescription?.items.has(line.code) === true;
    // what is authorised is still to be handed over
    const handedOver = input.holds === true && input.arrivedAt > servedAt ? input.arrivedAt : servedAt;
    const inEffect =
      prescription !== undefined &&
      !prescription.voided &&
      prescription.reviewed &&
      handedOver >= prescription.issuedAt;
    if (!own || !listed || !inEffect) failures.push({ code: 'R401' });
    if (own && prescription !== undefined && servedAt > prescription.validUntil) failures.push({ code: 'R402' });
    const allowed = allowedFor(insured, benefit, line, dispensed);
    if (allowed !== undefined && allowed <= 0n) failures.push({ code: 'R407' });
  }
  return [...failures, ...refillFailure(insured, benefit, line), ...daysFailure(insured, benefit, line)];
}

function refillFailure({ input, date }: Insured, { supply }: Benefit, { code }: OrderLine): readonly Failure[] {
  const bps = supply?.refillAfterBps;
  if (bps === undefined || code === undefined) return [];
  let latest: { date: string; daysSupply: number } | undefined;
  for (const fill of input.fills?.get(code) ?? []) {
    const isLater = latest === undefined || fill.date > latest.date;
    if (isLater || (fill.date === latest?.date && fill.daysSupply > latest.daysSupply)) latest = fill;
  }
  if (latest === undefined) return [];
  const days = Number((BigInt(latest.daysSupply) * BigInt(bps) + 9_999n) / 10_000n);
  const due = daysAfter(latest.date, days);
  return date < due ? [{ code: 'R403', firstDate: due }] : [];
}

function daysFailure(insured: Insured, benefit: Benefit, line: OrderLine): readonly Failure[] {
  const { supply } = benefit;
  const { prescription } = insured.input;
  const longTerm = prescription?.memberId === insured.memberId && prescription.longTerm;
  const most: number[] = [];
  if (supply !== undefined)
    most.push(longTerm ? (supply.maxDaysLongTerm ?? supply.maxDaysPerOrder) : supply.maxDaysPerOrder);
  const ofItem = entryOf(insured, benefit, line)?.maxDaysSupply;
  if (ofItem !== undefined) most.push(ofItem);
  return most.some((days) => (line.daysSupply ?? 0) > days) ? [{ code: 'R406' }] : [];
}

/** R403: what the next order of the same member and code will have to wait for. */
export function fillBy(
  { member, prescription }: AdjudicationInput,
  { code, daysSupply }: OrderLine,
  refused: boolean,
): { code: string; daysSupply: number } | undefined {
  if (refused || code === undefined) return undefined;
  const own = member.found === 'member' && prescription?.memberId === member.memberId;
  const days = daysSupply ?? (own ? prescription.items.get(code)?.daysSupply : undefined);
  return days === undefined ? undefined : { code, daysSupply: days };
}
