import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import { addDays, dayNumber } from '../../lambdas/domain/calendar.ts';
import type { FormularyEntry } from '../../lambdas/domain/formulary.ts';
import type { LineCategory, OrderKind, OrderLine } from '../../lambdas/domain/order.ts';
import { anyStartsWith } from '../../lambdas/domain/prefix.ts';
import type { PrescribedItem, Prescription } from '../../lambdas/domain/prescription.ts';
import { latestFill } from '../../lambdas/domain/prescription.ts';
import { isUnguardedChild, usedOf } from './order-facts.ts';
import type { InForce } from './order-facts.ts';
import { drugs, excludedCodes, excludedDiagnoses, networkProviders } from './plan-terms.ts';

/** What the rules of a rival look at: one line, flat, with every list and date already looked up by plain code. */
export interface LineFacts {
  readonly kind: OrderKind;
  readonly category: LineCategory;
  readonly firstVisit: boolean;
  readonly unguardedChild: boolean;
  readonly inNetwork: boolean;
  readonly daysCovered: number;
  readonly diagnosisExcluded: boolean;
  readonly codeExcluded: boolean;
  readonly consultsUsed: number;
  readonly listed: boolean;
  readonly tier: string;
  readonly prohibited: boolean;
  readonly lacksPrescription: boolean;
  readonly prescriptionExpired: boolean;
  readonly prescriptionUsedUp: boolean;
  readonly daysToRefill: number;
  readonly daysBeyondSupply: number;
}

/** What the sums around the rules need of a line. */
export interface BilledLine {
  readonly line: OrderLine;
  readonly priorPaid: number;
  readonly item: FormularyEntry | undefined;
  /** ten-thousandths of a unit that the prescription leaves; `Infinity` where it does not bound the line */
  readonly prescribed: number;
  readonly facts: LineFacts;
}

export function billedLines(input: AdjudicationInput, inForce: InForce): readonly BilledLine[] {
  const { order, formularies, prescription, fills, providerId } = input;
  const { date, servedAt, coverage, memberId } = inForce;
  const diagnoses = order.diagnoses.map(({ code }) => code);
  const ofOrder = {
    kind: order.kind,
    firstVisit: order.visit?.type === 'first',
    unguardedChild: isUnguardedChild(input, inForce),
    inNetwork: networkProviders.has(providerId),
    daysCovered: dayNumber(date) - dayNumber(coverage.from),
    diagnosisExcluded: anyStartsWith(diagnoses, excludedDiagnoses),
    consultsUsed: usedOf(input, inForce, 'consult-count'),
  };
  const own = prescription?.memberId === memberId ? prescription : undefined;
  const list = formularies?.get(drugs.formularyId)?.entries;
  return order.lines.map((line) => {
    const code = line.code ?? '';
    const item = line.category === 'drug' ? list?.get(code) : undefined;
    const needsPrescription = line.category === 'drug' && item?.otc !== true;
    const prescribed = own?.items.get(code);
    const left = prescribed === undefined ? Infinity : prescribed.allowed - prescribed.taken;
    const fill = latestFill(fills?.get(code) ?? []);
    const facts: LineFacts = {
      ...ofOrder,
      category: line.category,
      codeExcluded: excludedCodes.has(code),
      listed: item !== undefined,
      tier: item?.tier ?? '',
      prohibited: item?.prohibited === true,
      lacksPrescription: needsPrescription && !isValid(own, prescribed, servedAt),
      prescriptionExpired: needsPrescription && own !== undefined && servedAt > own.validUntil,
      prescriptionUsedUp: needsPrescription && left <= 0,
      daysToRefill:
        fill === undefined ? 0 : dayNumber(addDays(fill.date, refillAfter(fill.daysSupply))) - dayNumber(date),
      daysBeyondSupply: (line.daysSupply ?? 0) - Math.min(mostDays(own), item?.maxDaysSupply ?? Infinity),
    };
    return {
      line,
      priorPaid: inForce.priorPaid(line.lineNo),
      item,
      prescribed: needsPrescription ? left : Infinity,
      facts,
    };
  });
}

function isValid(own: Prescription | undefined, item: PrescribedItem | undefined, servedAt: number): boolean {
  return own !== undefined && item !== undefined && !own.voided && own.reviewed && own.issuedAt <= servedAt;
}

const mostDays = (own: Prescription | undefined): number =>
  own?.longTerm === true ? drugs.maxDaysLongTerm : drugs.maxDaysPerOrder;

const refillAfter = (daysSupply: number): number => Math.ceil((daysSupply * drugs.refillAfterBps) / 10_000);
