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
    id: 'every-shard-a-whole-pool',
    says: 'Each shard of a pool may fill the whole maximum instead of its quota.',
    file: 'lambdas/domain/pool-shards.ts',
    find: 'draws.map((draw) => shareOf(draw.max, index, count) - filled(shard, draw, date)),',
    replace: 'draws.map((draw) => draw.max + 0 * index - filled(shard, draw, date)),',
    caughtBy: ['limits-not-exceeded'],
  },
  {
    id: 'balances-without-revision',
    says: 'Balances are written without the condition that they stand as they were read.',
    file: 'lambdas/storage/at-revision.ts',
    find: "isUnwritten ? 'attribute_not_exists(br)' : 'br = :before'",
    replace: "isUnwritten ? 'attribute_not_exists(br)' : '(br = :before OR (attribute_exists(br) AND br <> :before))'",
    caughtBy: ['limits-add-up', 'limits-not-exceeded'],
  },
  {
    id: 'latest-plan-for-all',
    says: 'An order is decided by the latest version of its plan, also where it was served before that began.',
    file: 'lambdas/storage/plan-shelf.ts',
    find: 'versions.filter((dates) => isInForce(dates, date)).map(',
    replace: 'versions.filter((dates) => isInForce(dates, date) || true).map(',
    caughtBy: ['decisions-replay'],
  },
];
