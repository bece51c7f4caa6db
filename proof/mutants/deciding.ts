import type { Mutant } from './mutant.ts';

/** Defects of what decides an order and takes from its limits. */
export const deciding: readonly Mutant[] = [
  {
    id: 'reason-a-fen-short',
    says: 'The reason of a co-insurance is told one fen less than it takes.',
    file: 'lambdas/domain/line-amounts.ts',
    find: "explain(draft, 'L502', amount, compiled.rules.coinsurance, figures)",
    replace: "explain(draft, 'L502', Math.max(0, amount - 1), compiled.rules.coinsurance, figures)",
    caughtBy: ['bill-identity', 'decisions-replay'],
  },
  {
    id: 'co-insurance-rounded-down',
    says: 'A rate is cut off at the fen instead of rounded half up.',
    file: 'lambdas/domain/line-amounts.ts',
    find: 'const byRate = atRate(claimable, rate);',
    replace: 'const byRate = Math.floor((claimable * rate) / FULL_RATE_BPS);',
    caughtBy: ['decisions-replay'],
  },
  {
    id: 'holds-leave-room',
    says: 'What other orders hold is not counted when the room of a limit is.',
    file: 'lambdas/domain/limit-cell.ts',
    find: 'return compiled.max - used - held - (compiled.isPerLine',
    replace: 'return compiled.max - used - 0 * held - (compiled.isPerLine',
    caughtBy: ['limits-not-exceeded', 'decisions-replay'],
  },
  {
    id: 'budget-forgotten',
    says: 'What is left of a pool is reckoned by its limit alone, and not by its budget.',
    file: 'lambdas/domain/limit-cell.ts',
    find: 'budget === undefined ? left : Math.min(left, budget.left - budget.taken);',
    replace: 'budget === undefined ? left : Math.min(left, budget.left + left);',
    ops: 1_500,
    caughtBy: ['decisions-replay'],
    mayAlso: ['limits-not-exceeded'],
  },
  {
    id: 'balances-without-revision',
    says: 'Balances are written without the condition that they stand as they were read.',
    file: 'lambdas/storage/at-revision.ts',
    find: "isUnwritten ? 'attribute_not_exists(br)' : 'br = :before'",
    replace: "isUnwritten ? 'attribute_not_exists(br)' : '(br = :before OR (attribute_exists(br) AND br <> :before))'",
    caughtBy: ['limits-add-up'],
    mayAlso: ['limits-not-exceeded', 'holds-resolve-once'],
  },
];
