import * as fc from 'fast-check';
import { addDays } from '../../lambdas/domain/calendar.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Order, OrderLine, Visit } from '../../lambdas/domain/order.ts';
import { VISIT_MODES } from '../../lambdas/domain/order.ts';
import { coverageOf, orderOf } from './builders.ts';
import { fen, mostly, seldom } from './generated-plan.ts';

const line: fc.Arbitrary<Partial<OrderLine>> = fc.record({
  amount: fen,
  quantity: mostly<number>(1, 2, 3, 6, 0.0001, 0.5, 2.3333, 7.25, 99_999.9999),
  category: fc.constantFrom('consult', 'consult', 'test', 'device', 'drug', 'drug', 'delivery', 'registration'),
  code: mostly<string | undefined>('C-1', 'C-2', 'C-3', undefined),
  daysSupply: mostly<number | undefined>(undefined, 1, 7, 20, 21, 40),
});

const FOLLOW_UPS: readonly (Visit | undefined)[] = [
  undefined,
  ...VISIT_MODES.map((mode) => ({ type: 'follow-up' as const, mode, guardianPresent: true })),
];
const VISITS: readonly Visit[] = [
  ...VISIT_MODES.map((mode) => ({ type: 'follow-up' as const, mode })),
  { type: 'follow-up', mode: 'text', department: 'cardiology', guardianPresent: true },
  { type: 'follow-up', mode: 'video', department: 'paediatrics', guardianPresent: false },
  { type: 'first', mode: 'text', priorDiagnosisEvidence: true },
  { type: 'first', mode: 'video', department: 'cardiology', guardianPresent: true },
  { type: 'advice', mode: 'phone' },
];

// the last instant of a day in Shanghai and the first of the next, as three clocks write them
const TIMES = ['T00:00:00+08:00', 'T12:00:00+08:00', 'T23:59:59.999+08:00', 'T15:59:59.999Z', 'T16:00:00Z'];
const DIAGNOSES = [['J06.900'], ['J06.900', 'Z41.100'], ['U07.100'], ['Z41.100'], []];

const prior = fc.record({
  payer: fc.constantFrom('national-insurance', 'other'),
  line: fc.nat(5),
  bps: fc.constantFrom(0, 1, 3_333, 5_000, 10_000),
});

/** An order on one of 80 days around `anchor`, with what earlier payers paid of it. */
export const orderAround = (anchor: string): fc.Arbitrary<Order> =>
  fc
    .record({
      day: fc.oneof({ weight: 2, arbitrary: fc.integer({ min: -2, max: 2 }) }, fc.integer({ min: -40, max: 40 })),
      time: mostly('T12:00:00+08:00', ...TIMES),
      kind: mostly<Order['kind']>('consult', 'pharmacy', 'test'),
      region: mostly<string | undefined>('310100', '110000', undefined),
      visit: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...FOLLOW_UPS) },
        { weight: 1, arbitrary: fc.constantFrom(...VISITS) },
      ),
      diagnoses: mostly(['J06.900'], ...DIAGNOSES),
      priors: fc.oneof(
        { weight: 4, arbitrary: fc.array(prior, { maxLength: 0 }) },
        { weight: 1, arbitrary: fc.array(prior, { maxLength: 2 }) },
      ),
      lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    })
    .map(({ day, time, kind, region, visit, diagnoses, priors, lines }) =>
      orderOf(lines, {
        kind,
        ...{ serviceAt: `${addDays(anchor, day)}${time}`, diagnoses: diagnoses.map((code) => ({ code })) },
        ...(visit !== undefined && { visit }),
        ...(region !== undefined && { region }),
        prescriptionNo: 'RX-1',
        priorPayments: priors.map(({ payer, line: which, bps }) => {
          const position = which % lines.length;
          // two payers together never pay more than is billed
          const share = Math.floor((((lines[position]?.amount ?? 0) / priors.length) * bps) / 10_000);
          return { payer, lineNo: position + 1, amount: Math.floor(share) };
        }),
      }),
    );

/** An order around a new year. */
export const generatedOrder: fc.Arbitrary<Order> = orderAround('2026-01-01');

export const generatedCoverage: fc.Arbitrary<Coverage> = fc
  .record({
    from: fc.constantFrom('2024-02-29', '2025-01-20', '2025-12-20'),
    nationalInsurance: fc.boolean(),
    priority: fc.nat(3),
    familyId: seldom(fc.constant('F-1')),
  })
  .map(coverageOf);
