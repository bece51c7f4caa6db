import { planRequest } from '../../lambdas/contracts/plan.ts';
import type { Balances } from '../../lambdas/domain/accumulator.ts';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import type { Formularies } from '../../lambdas/domain/formulary.ts';
import type { Order, OrderLine } from '../../lambdas/domain/order.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import type { Prescription } from '../../lambdas/domain/prescription.ts';
import { readDocument } from '../../tools/workbench/documents.ts';
import { formulariesBeside, readFormulary } from '../../tools/workbench/formulary-file.ts';
import { accumulatorId, candidateOf, onDate, orderOf } from '../domain/builders.ts';
import type { Circumstances } from '../domain/builders.ts';
import { decide } from '../domain/builders.ts';

/** The plans of `plans/` as documents, and orders as their members send them. */
export const plansFolder = new URL('../../plans/', import.meta.url).pathname;

export const planDocument = (planId: string): Plan => readDocument(`${plansFolder}${planId}.json`, planRequest);

export const formularies: Formularies = new Map(
  [...formulariesBeside(`${plansFolder}any.json`)].map(([id, file]) => [id, readFormulary(file)]),
);

/** Items of the formulary `core`, by what they are to a test. */
export const METFORMIN = 'XA10BAE021A010010201650'; // 15.80, tier A
export const AMLODIPINE = 'XC08CAA003A001003361585'; // 24.60, tier A, up to 84 days
export const NIFEDIPINE = 'XC08CAX018A001004169504'; // 79.50, tier B
export const TACROLIMUS = 'XD11AHT023F002005249695'; // 118.00, tier C
export const AMOXICILLIN = 'XJ01CAA028B002008273452'; // 11.50, tier A, up to 7 days
export const IBUPROFEN = 'XM01AEB057B002005221967'; // 16.90, over the counter
export const PHENOLPHTHALEIN = 'XA06ABF025A001001100873'; // prohibited
export const UNLISTED = 'XZ99ZZZ999A001001199999';

type Line = Partial<Omit<OrderLine, 'quantity'>> & { readonly quantity?: number };

export const consult = (amount: number, over: Partial<Order> = {}): Order =>
  orderOf({ amount, code: 'CONSULT-TEXT' }, { visit: { type: 'follow-up', mode: 'text' }, ...over });

export const test = (amount: number, over: Partial<Order> = {}): Order =>
  orderOf({ amount, category: 'test', code: 'LAB-1' }, { kind: 'test', ...over });

/** A pharmacy's order under prescription RX-1. */
export const drugs = (lines: Line | readonly Line[], over: Partial<Order> = {}): Order =>
  orderOf(
    [lines].flat().map((line) => ({ category: 'drug', ...line })),
    { kind: 'pharmacy', prescriptionNo: 'RX-1', ...over },
  );

/** A prescription of exactly what an order asks for, issued an hour before. */
export function prescriptionFor(order: Order, over: Partial<Prescription> = {}): Prescription {
  const issuedAt = Date.parse(order.serviceAt) - 3_600_000;
  const items = order.lines.map(
    ({ code = '', quantity, daysSupply = 7 }) => [code, { allowed: quantity, taken: 0, daysSupply }] as const,
  );
  return {
    ...{ prescriptionNo: 'RX-1', memberId: 'M-1', voided: false, reviewed: true, longTerm: false },
    ...{ issuedAt, validUntil: issuedAt + 72 * 3_600_000, items: new Map(items) },
    ...over,
  };
}

/** Decides an order with the formularies of `plans/` and, unless the circumstances bring their own, a prescription of what it asks. */
export function decideOn(plan: Plan, order: Order, circumstances: Circumstances = {}): Adjudication {
  return decide(plan, order, { formularies, prescription: prescriptionFor(order), ...circumstances });
}

/** One coverage of the plan with these terms. */
export const enrolled = (plan: Plan, coverage: Parameters<typeof candidateOf>[1]): Circumstances => ({
  candidates: [candidateOf(plan, coverage)],
});

/** What was used in the calendar year 2026, by limit; `@F:…` after the limit names a family. */
export function usedIn2026(plan: Plan, used: Readonly<Record<string, number>>): Circumstances {
  const balances: Balances = new Map(
    Object.entries(used).map(([name, amount]) => {
      const [limitId = '', family] = name.split('@');
      const id = accumulatorId('insurer', plan.planId, limitId, 'Y2026-01-01');
      return [family === undefined ? id : `${id}@${family}`, { used: amount, held: 0 }];
    }),
  );
  return { balances };
}

export { onDate };
