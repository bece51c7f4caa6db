import type { AdjudicationInput } from '../../../lambdas/domain/adjudication-input.ts';
import { addDays, DAY_MS } from '../../../lambdas/domain/calendar.ts';
import { compilePlan } from '../../../lambdas/domain/compiled-plan.ts';
import type { Order, OrderLine, PriorPayment } from '../../../lambdas/domain/order.ts';
import type { Chance } from './chance.ts';
import { chanceFrom } from './chance.ts';
import { formularies } from './formulary.ts';
import { linesFor } from './lines.ts';
import { balancesFor, memberFor } from './members.ts';
import { networkProviders, plan } from './plan.ts';
import { fillsFor, prescriptionFor } from './prescriptions.ts';

const ORDERS = 2_400;
const SEED = 20_260_615;
const FIRST_DATE = '2025-01-15';
const DAYS = 540;
const MOST_DAYS_LATE = 9;

/** What out-patients come with, and what the plan leaves out. */
const DIAGNOSES: readonly string[] = [
  ...['L30.900', 'J06.900', 'I10.x00', 'E11.900', 'K29.500', 'M54.500', 'E78.500', 'J30.400', 'L50.900', 'G47.000'],
  ...['N40.x00', 'M10.900', 'K21.900', 'J45.900', 'I25.103', 'E03.900', 'F41.900', 'H10.900', 'B35.300', 'L70.000'],
];
const EXCLUDED_DIAGNOSES: readonly string[] = ['Q66.801', 'F10.200', 'O14.900', 'Z41.100', 'K08.100', 'L81.100'];

/**
 * 2,400 orders of three lines, each of a member, an hour and balances of its own, as they arrive over a year and a half. The same for
 * every run.
 */
export function decisionWorkload(): readonly AdjudicationInput[] {
  const chance = chanceFrom(SEED);
  const compiled = compilePlan(plan);
  return Array.from({ length: ORDERS }, (_, number) => {
    const date = addDays(FIRST_DATE, Math.floor((number * DAYS) / ORDERS) - lateness(chance));
    const member = memberFor(chance, number, date, compiled);
    const memberId = member.found === 'member' ? member.memberId : 'M-0';
    const order = orderFor(chance, number, date, memberId);
    const servedAt = Date.parse(order.serviceAt);
    return {
      order,
      providerId: chance.happens(15) ? 'hospital-elsewhere' : chance.pick(networkProviders),
      arrivedAt: servedAt + (chance.happens(5) ? 31 * DAY_MS : chance.between(1_000, DAY_MS / 24)),
      member,
      balances: balancesFor(chance, date),
      formularies,
      prescription: prescriptionFor(chance, order, memberId, servedAt),
      fills: fillsFor(chance, order, date),
    };
  });
}

/** Most orders arrive on the day of the service. */
const lateness = (chance: Chance): number => (chance.happens(200) ? chance.between(1, MOST_DAYS_LATE) : 0);

function orderFor(chance: Chance, number: number, date: string, memberId: string): Order {
  const kind = chance.happens(400) ? 'consult' : 'pharmacy';
  const lines = linesFor(chance, kind);
  const order: Order = {
    orderNo: `HX${date.replaceAll('-', '')}${String(number).padStart(6, '0')}`,
    kind,
    serviceAt: `${date}T${chance.between(10, 19)}:${chance.between(10, 59)}:00+08:00`,
    member: { by: 'memberId', memberId },
    region: chance.pick(['110000', '310000', '440000']),
    visit: {
      type: chance.happens(15) ? 'first' : 'follow-up',
      mode: chance.pick(['text', 'phone', 'video'] as const),
      department: chance.pick(['dermatology', 'cardiology', 'general']),
      guardianPresent: chance.happens(500),
    },
    ...(chance.happens(985) ? { prescriptionNo: `RX-${number}` } : {}),
    diagnoses: diagnosesFor(chance),
    lines,
    priorPayments: chance.happens(350) ? lines.map((line) => nationalInsurance(chance, line)) : [],
  };
  // as a request leaves it: texts of its own, none shared with the plan or the formulary
  return JSON.parse(JSON.stringify(order)) as Order;
}

function diagnosesFor(chance: Chance) {
  const codes = new Set(Array.from({ length: chance.between(1, 3) }, () => chance.pick(DIAGNOSES)));
  if (chance.happens(15)) codes.add(chance.pick(EXCLUDED_DIAGNOSES));
  return [...codes].map((code) => ({ code }));
}

function nationalInsurance(chance: Chance, { lineNo, amount }: OrderLine): PriorPayment {
  return { payer: 'national-insurance', lineNo, amount: Math.floor((amount * chance.below(70)) / 100) };
}
