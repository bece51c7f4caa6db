import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Benefit, Limit, Plan } from '../../lambdas/domain/plan.ts';
import type { Window } from '../../lambdas/domain/rolling-window.ts';
import { dateOfNumber, monthOf, numberOf, yearOfInsurance } from './dates.ts';
import { most } from './exact.ts';

/** What a coverage is decided with. */
export interface Insured {
  readonly input: AdjudicationInput;
  readonly memberId: string;
  readonly date: string;
  readonly coverage: Coverage;
  readonly plan: Plan;
  readonly books: Books;
  readonly deductibles: readonly Limit[];
  readonly maxima: readonly Limit[];
  readonly opened: Map<Limit, Account>;
}

export function insuredBy(known: Omit<Insured, 'deductibles' | 'maxima' | 'opened'>): Insured {
  const { deductible, outOfPocketMax } = known.plan;
  const yearly = (limitId: string, amounts: Plan['deductible']): readonly Limit[] =>
    [amounts ?? []].flat().map(({ amount, scope }) => ({
      ...{ limitId, measure: 'amount', max: amount, per: 'year', scope },
    }));
  return {
    ...known,
    ...{ deductibles: yearly('deductible', deductible), maxima: yearly('out-of-pocket', outOfPocketMax) },
    opened: new Map(),
  };
}

/** What this order has taken so far, whatever the coverage: of accumulators, and of pools beside them. */
export interface Books {
  /** amounts and quantities for which a later line finds less left */
  readonly seen: Map<string, bigint>;
  /** what a settlement takes */
  readonly drawn: Map<string, bigint>;
}

/** The days that a window of a rolling limit may hold, and the length of a window. */
export interface Days {
  readonly length: number;
  readonly used: readonly { readonly day: number; readonly used: number; readonly held: number }[];
}

/** docs/plans.md 3: a limit with the period and the holder that an order meets. */
export interface Account {
  readonly limitId: string;
  readonly limit: Limit;
  readonly max: bigint;
  readonly id: string;
  readonly pool: string | undefined;
  /** used, held and the period as they were before the order; of a rolling limit the fullest window */
  readonly before: Standing;
  readonly days?: Days;
}

export interface Standing {
  readonly used: bigint;
  readonly held: bigint;
  readonly period: { readonly from: string; readonly to: string } | null;
}

/** The account of a limit for an order; one per line is another for each. */
export function accountOf(insured: Insured, limit: Limit, lineNo: number): Account {
  const { opened } = insured;
  if (limit.per === 'line') return openAccount(insured, limit, lineNo);
  const account = opened.get(limit) ?? openAccount(insured, limit, lineNo);
  opened.set(limit, account);
  return account;
}

function openAccount(insured: Insured, limit: Limit, lineNo: number): Account {
  const { coverage, plan, date } = insured;
  const { per, scope = 'member' } = limit;
  const year = yearOfInsurance(scope === 'member' ? plan.year : 'calendar', coverage.from, date);
  const holder = holderOf(insured, scope);
  const named = (key: string): string => `${coverage.insurerId}/${plan.planId}/${limit.limitId}/${key}${holder}`;
  const periods: Record<string, readonly [key: string, period: Standing['period']]> = {
    line: [`line ${lineNo}`, null],
    order: ['order', null],
    day: [`D${date}`, { from: date, to: date }],
    month: [`M${date.slice(0, 7)}`, monthOf(date)],
    // the years of two anniversaries may begin together and end a day apart
    year: [
      year.from.endsWith('-02-28') && year.to.endsWith('-02-28') ? `Y${year.from.slice(0, 4)}-02-29` : `Y${year.from}`,
      year,
    ],
    lifetime: ['L', null],
  };
  const max = BigInt(limit.max) * (limit.measure === 'quantity' ? 10_000n : 1n);
  const own = { limitId: limit.limitId, limit, max, pool: typeof scope === 'object' ? scope.pool : undefined };
  if (typeof per === 'object') {
    const window = insured.input.windows?.get(named(`D${date}`));
    if (window !== undefined) return { ...own, id: named(`D${date}`), before: standingIn(window) };
    const days = daysAround(insured, per.rollingDays, (day) => named(`D${day}`));
    return { ...own, id: named(`D${date}`), before: fullestWindow(days, numberOf(date)), days };
  }
  const [key, period] = periods[per] ?? ['', null];
  const { used, held } = insured.input.balances.get(named(key)) ?? { used: 0, held: 0 };
  return { ...own, id: named(key), before: { used: BigInt(used), held: BigInt(held), period } };
}

/** The fullest window, where that is known instead of the days of which it is made. */
const standingIn = ({ used, held, period }: Window): Standing => ({ used: BigInt(used), held: BigInt(held), period });

function holderOf({ coverage, memberId }: Insured, scope: NonNullable<Limit['scope']>): string {
  if (scope === 'member') return '';
  if (scope === 'family') return coverage.familyId === undefined ? `@M:${memberId}` : `@F:${coverage.familyId}`;
  return `@P:${scope.pool}`;
}

function daysAround({ input }: Insured, length: number, idOf: (day: string) => string): Days {
  const [before, after] = idOf('|').split('|') as [string, string];
  const used = [];
  for (const [id, balance] of input.balances) {
    if (!id.startsWith(before) || !id.endsWith(after)) continue;
    const day = id.slice(before.length, id.length - after.length);
    if (/^\d{4}-\d\d-\d\d$/.test(day)) used.push({ day: numberOf(day), ...balance });
  }
  return { length, used };
}

/** What a window takes that begins on a day. */
export function windowFrom({ length, used: all }: Days, from: number): { used: bigint; held: bigint } {
  let [used, held] = [0, 0];
  for (const one of all) {
    if (one.day < from || one.day >= from + length) continue;
    used += one.used;
    held += one.held;
  }
  return { used: BigInt(used), held: BigInt(held) };
}

/** The fullest of all windows that contain a day, the earliest of them. */
function fullestWindow(days: Days, today: number): Standing {
  let [fullest, start] = [windowFrom(days, today), today];
  for (let from = today - days.length + 1; from < today; from += 1) {
    const window = windowFrom(days, from);
    if (window.used + window.held > fullest.used + fullest.held) [fullest, start] = [window, from];
  }
  return { ...fullest, period: { from: dateOfNumber(start), to: dateOfNumber(start + days.length - 1) } };
}

/** What an account has left for a line. */
export function leftOf({ books }: Insured, { max, before, id }: Account): bigint {
  return most(0n, max - before.used - before.held - (books.seen.get(id) ?? 0n));
}

export function book(map: Map<string, bigint>, id: string, amount: bigint): void {
  if (amount > 0n) map.set(id, (map.get(id) ?? 0n) + amount);
}

/** The limits of a line: its benefit's, then the plan's, as listed. */
export const limitsOf = ({ limits = [] }: Plan, benefit: Benefit): readonly Limit[] => [
  ...(benefit.limits ?? []),
  ...limits,
];
