import type { Limit } from '../../lambdas/domain/plan.ts';
import type { ReasonCode } from '../../lambdas/domain/reason.ts';
import type { Account, Insured } from './accounts.ts';
import { book, leftOf } from './accounts.ts';
import { least, most, sum } from './exact.ts';
import type { Draft } from './line.ts';

/** The accumulator of a pool's budget. */
const budgetOf = ({ coverage }: Insured, pool: string): string => `${coverage.insurerId}//budget/L@P:${pool}`;

/** What is left of a pool's budget; a limit of another scope has none. */
export function budgetLeft(insured: Insured, { pool }: Account): bigint | undefined {
  if (pool === undefined) return undefined;
  const before = BigInt(insured.input.pools?.get(pool) ?? 0);
  return most(0n, before - (insured.books.seen.get(budgetOf(insured, pool)) ?? 0n));
}

function roomOf(insured: Insured, account: Account): bigint {
  const left = leftOf(insured, account);
  return least(left, budgetLeft(insured, account) ?? left);
}

function codeOf({ scope, per }: Limit): ReasonCode {
  if (typeof scope === 'object') return 'L511';
  if (scope === 'family') return 'L510';
  if (per === 'line' || per === 'order') return 'L504';
  return per === 'lifetime' ? 'L506' : 'L505';
}

function takeFrom(draft: Draft, { limit }: Account, amount: bigint): void {
  if (amount <= 0n) return;
  draft.causes.push({ code: codeOf(limit), amount });
  draft.insurer -= amount;
}

/** docs/plans.md C, step 9: the limits that reject, of all benefits and then the plan's; then line by line those that reduce. */
export function applyLimits(insured: Insured, drafts: readonly Draft[]): void {
  const { plan } = insured;
  const all = [...plan.benefits.flatMap(({ limits = [] }) => limits), ...(plan.limits ?? [])];
  for (const limit of all.filter(({ measure, onExceed }) => measure === 'amount' && onExceed === 'reject')) {
    reject(insured, drafts, limit);
  }
  for (const [position, draft] of drafts.entries()) {
    const accounts = draft.accounts.filter((one) => one.limit.measure === 'amount');
    for (const account of accounts) {
      const room = roomOf(insured, account);
      if (account.limit.onExceed !== 'reject') takeFrom(draft, account, draft.insurer - least(draft.insurer, room));
      // an earlier line may have drawn on the pool under another limit
      else if (account.pool !== undefined && draft.insurer > room) takeFrom(draft, account, draft.insurer);
    }
    lowerToAuthorized(insured, draft, position);
    take(insured, draft);
  }
}

/** docs/orders.md: decided again after its hold had expired, an order is never paid more than was authorised. */
function lowerToAuthorized({ input, coverage }: Insured, draft: Draft, position: number): void {
  if (input.ceilings === undefined) return;
  const above = draft.insurer - BigInt(input.ceilings.get(coverage.coverageId)?.[position] ?? 0);
  if (above <= 0n) return;
  draft.causes.push({ code: 'L504', amount: above });
  draft.insurer -= above;
}

function reject(insured: Insured, drafts: readonly Draft[], limit: Limit): void {
  const under = drafts.flatMap((draft) =>
    draft.accounts.filter((one) => one.limit === limit).map((account) => ({ draft, account })),
  );
  const first = under[0];
  if (first === undefined) return;
  if (limit.per === 'line') {
    for (const { draft, account } of under) {
      if (draft.insurer > roomOf(insured, account)) takeFrom(draft, account, draft.insurer);
    }
  } else if (sum(under.map(({ draft }) => draft.insurer)) > roomOf(insured, first.account)) {
    for (const { draft, account } of under) takeFrom(draft, account, draft.insurer);
  }
}

/** What a line takes from its limits in the end (docs/plans.md E). */
function take(insured: Insured, draft: Draft): void {
  const { seen, drawn } = insured.books;
  if (draft.insurer === 0n) return;
  const pools = new Set<string>();
  for (const account of draft.accounts) {
    const { limit, id, pool } = account;
    const isKept = limit.per !== 'line' && limit.per !== 'order';
    if (limit.measure === 'amount') book(seen, id, draft.insurer);
    if (limit.measure === 'amount' && isKept) book(drawn, id, draft.insurer);
    if (limit.measure === 'quantity' && isKept) book(drawn, id, draft.kept);
    if (limit.measure === 'count') drawn.set(id, 1n);
    if (pool !== undefined && limit.measure === 'amount') pools.add(budgetOf(insured, pool));
  }
  for (const budget of pools) {
    book(seen, budget, draft.insurer);
    book(drawn, budget, draft.insurer);
  }
}
