import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Balances, Draw } from '../../lambdas/domain/accumulator.ts';
import { addDays } from '../../lambdas/domain/calendar.ts';
import type { Candidate } from '../../lambdas/domain/coverage-standing.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { DecidedLine } from '../../lambdas/domain/decision.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { serviceDate } from '../../lambdas/domain/order.ts';
import type { Limit, Plan } from '../../lambdas/domain/plan.ts';
import { UNITS_PER_ONE } from '../../lambdas/domain/quantity.ts';
import { afterwards, candidateOf, decide, sumOf } from './builders.ts';
import { generatedCoverage, generatedOrder, generatedPlan } from './generated.ts';

/** What one order took from one limit. */
interface Usage {
  readonly date: string;
  readonly amount: number;
}

const ARRIVED = Date.parse('2026-02-10T12:00:00+08:00');
const sharingCodes: readonly string[] = ['L501', 'L502', 'L503', 'L513'];

/** Every limit of a plan, the deductible and the out-of-pocket maximum among them, with the lines of a decision under it. */
function limitsOf(plan: Plan): readonly { limit: Limit; isUnder: (line: DecidedLine) => boolean }[] {
  const yearly = (limitId: string, amounts: Plan['deductible']) =>
    [amounts ?? []].flat().map(({ amount }) => ({
      limit: { limitId, measure: 'amount', max: amount, per: 'year' } as const,
      isUnder: () => true,
    }));
  return [
    ...(plan.limits ?? []).map((limit) => ({ limit, isUnder: () => true })),
    ...plan.benefits.flatMap(({ benefitId, limits = [] }) =>
      limits.map((limit) => ({ limit, isUnder: (line: DecidedLine) => line.benefitId === benefitId })),
    ),
    ...yearly('deductible', plan.deductible),
    ...yearly('out-of-pocket', plan.outOfPocketMax),
  ];
}

/** What an order takes by the words of docs/plans.md E, from nothing but its decided lines; quantities cannot be told from them. */
function takenByLines({ limitId, measure }: Limit, lines: readonly DecidedLine[]): number | undefined {
  const reasons = lines.filter(({ benefitId }) => benefitId !== null).flatMap((line) => line.reasons);
  if (limitId === 'deductible') return sumOf(reasons.filter(({ code }) => code === 'L501'));
  if (limitId === 'out-of-pocket') return sumOf(reasons.filter(({ code }) => sharingCodes.includes(code)));
  if (measure === 'quantity') return undefined;
  const paid = lines.reduce((sum, { insurer }) => sum + insurer, 0);
  return measure === 'amount' ? paid : Math.sign(paid);
}

const takenByDraws = ({ limitId }: Limit, draws: Iterable<readonly Draw[]>): number =>
  sumOf([...draws].flat().filter(({ accumulatorId }) => accumulatorId.split('/')[2] === limitId));

/** The fullest period of a limit, found the slow way: every window of a rolling one, every year counted from the first day. */
function fullest({ per }: Limit, year: Plan['year'], coverageFrom: string, usage: readonly Usage[]): number {
  if (typeof per === 'object') {
    const windows = usage.flatMap(({ date }) =>
      Array.from({ length: per.rollingDays }, (_, back) => addDays(date, -back)),
    );
    return Math.max(
      0,
      ...[...new Set(windows)].map((from) => totalBetween(usage, from, addDays(from, per.rollingDays - 1))),
    );
  }
  const periodOf = ({ date }: Usage): string => {
    if (per === 'lifetime') return '';
    if (per === 'year') return year === 'calendar' ? date.slice(0, 4) : String(anniversaries(coverageFrom, date));
    return per === 'month' ? date.slice(0, 7) : date;
  };
  return Math.max(0, ...[...Map.groupBy(usage, periodOf).values()].map(sumOf));
}

const totalBetween = (usage: readonly Usage[], from: string, to: string): number =>
  sumOf(usage.filter(({ date }) => date >= from && date <= to));

/** Months counted, not years: the day of a shorter month is its last. */
function anniversaries(from: string, date: string): number {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const nth = (years: number) => {
    const lastOfMonth = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
    return new Date(Date.UTC(year + years, month - 1, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
  };
  let years = 0;
  while (nth(years + 1) <= date) years += 1;
  return years;
}

const units = ({ measure, max }: Limit): number => (measure === 'quantity' ? max * UNITS_PER_ONE : max);
const orders = fc.array(generatedOrder, { minLength: 2, maxLength: 10 });

/** Orders in turn under one plan: what each limit gave, and every way in which a decision differs from docs/plans.md E. */
function runThrough(plan: Plan, candidates: readonly Candidate[], all: readonly Order[]) {
  const usages = new Map<string, Usage[]>();
  const differences: string[] = [];
  let balances: Balances = new Map();
  for (const order of all) {
    const { decision, draws } = decide(plan, order, { candidates, arrivedAt: ARRIVED, balances });
    balances = afterwards(balances, draws.values());
    for (const { limit, isUnder } of limitsOf(plan)) {
      const lines = decision.lines.filter(isUnder);
      const byLines = takenByLines(limit, lines);
      const byDraws = takenByDraws(limit, draws.values());
      const most = limit.per === 'line' ? Math.max(0, ...lines.map(({ insurer }) => insurer)) : byLines;
      if (limit.per !== 'line' && limit.per !== 'order') {
        usages.set(limit.limitId, [
          ...(usages.get(limit.limitId) ?? []),
          { date: serviceDate(order), amount: byDraws },
        ]);
        if (byLines !== undefined && byLines !== byDraws)
          differences.push(`${limit.limitId}: ${byLines} in lines, ${byDraws} drawn`);
      } else if (limit.measure === 'amount' && (most ?? 0) > limit.max)
        differences.push(`${limit.limitId} is exceeded by ${most}`);
    }
  }
  return { usages, differences };
}

function exceeded(plan: Plan, { from }: Coverage, usages: ReadonlyMap<string, readonly Usage[]>): readonly string[] {
  return limitsOf(plan)
    .filter(({ limit }) => fullest(limit, plan.year, from, usages.get(limit.limitId) ?? []) > units(limit))
    .map(({ limit }) => limit.limitId);
}

describe('no limit is exceeded, whatever the orders and however late', () => {
  it('and each is used by exactly what the decisions say', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(generatedPlan, generatedCoverage, orders, (plan, coverage, all) => {
        const { usages, differences } = runThrough(plan, [candidateOf(plan, coverage)], all);
        expect([differences, exceeded(plan, coverage, usages)]).toEqual([[], []]);
      }),
      { numRuns: 900 },
    );
  });

  it('also not by two coverages that share them', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(generatedPlan, generatedCoverage, orders, (plan, coverage, all) => {
        const candidates = ['first', 'second'].map((coverageId) => candidateOf(plan, { ...coverage, coverageId }));
        expect(exceeded(plan, coverage, runThrough(plan, candidates, all).usages)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
