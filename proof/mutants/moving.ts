import type { Mutant } from './mutant.ts';

/** Defects of what follows a decision: captures, ends of holds, returns. */
export const moving: readonly Mutant[] = [
  {
    id: 'refund-unbounded',
    says: 'More of a line may come back than was settled of it.',
    file: 'lambdas/domain/order-return.ts',
    find: 'if (to.returnedQuantity <= to.capturedQuantity) return [];',
    replace: 'if (to.returnedQuantity <= 2 * to.capturedQuantity) return [];',
    caughtBy: ['reversals-bounded', 'ledger-balanced'],
    mayAlso: ['bill-identity'],
  },
  {
    id: 'expiry-by-sweeper',
    says: 'A hold ends when somebody has tidied it away, and not at its instant.',
    file: 'lambdas/domain/order-state.ts',
    find: 'expiresAt !== undefined && now >= expiresAt;',
    replace: 'expiresAt !== undefined && now >= expiresAt + 86_400_000;',
    caughtBy: ['facts-gap-free'],
    mayAlso: ['holds-resolve-once', 'limits-not-exceeded'],
  },
  {
    id: 'rest-stays-held',
    says: 'The last capture of an authorization leaves the rest of it held.',
    file: 'lambdas/domain/move.ts',
    find: 'const stays = isOpen(after.authorization) ? after.held : undefined;',
    replace: 'const stays = isOpen(before.authorization) ? after.held : undefined;',
    caughtBy: ['holds-resolve-once'],
  },
  {
    id: 'return-keeps-the-limit',
    says: 'A return gives the money back and leaves the limit consumed.',
    file: 'lambdas/domain/move.ts',
    find: 'const used = difference(after.used, before.used);',
    replace: "const used = fact.type === 'reversal' ? [] : difference(after.used, before.used);",
    caughtBy: ['limits-add-up'],
  },
];
