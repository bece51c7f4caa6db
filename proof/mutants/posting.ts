import type { Mutant } from './mutant.ts';

/** Defects of how facts are written, and of what is done when the same thing comes twice. */
export const posting: readonly Mutant[] = [
  {
    id: 'fact-without-condition',
    says: 'A fact is put without the condition that its number is free.',
    file: 'lambdas/storage/post-facts.ts',
    find: "ConditionExpression: 'attribute_not_exists(pk)',",
    replace: "ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(pk)',",
    caughtBy: ['limits-add-up'],
    mayAlso: ['facts-gap-free', 'statements-tie', 'holds-resolve-once', 'answers-kept'],
  },
  {
    id: 'written-when-contended',
    says: 'A transaction that was cancelled for another one under way counts as written.',
    file: 'lambdas/storage/transact.ts',
    find: "CONTENTION.has(Code))) return { outcome: 'contended' };",
    replace: "CONTENTION.has(Code))) return { outcome: 'written' };",
    caughtBy: ['answers-kept'],
  },
  {
    id: 'replay-without-fingerprint',
    says: 'An order number that came before is answered again whatever it now says.',
    file: 'lambdas/use-cases/same-order.ts',
    find: 'if (differing.length === 0) return;',
    replace: 'if (differing.length >= 0) return;',
    caughtBy: ['answers-kept'],
  },
  {
    id: 'capture-number-forgotten',
    says: 'A capture that comes again under its number is taken for another one.',
    file: 'lambdas/use-cases/capture-authorization.ts',
    find: 'isNumbered(fact) && fact.captureNo === captureNo,',
    replace: 'isNumbered(fact) && `${fact.captureNo}!` === captureNo,',
    ops: 3_000,
    caughtBy: ['one-effect'],
    mayAlso: ['answers-kept'],
  },
  {
    id: 'fact-number-skipped',
    says: 'The next fact of an order leaves a number out.',
    file: 'lambdas/use-cases/change-order.ts',
    find: 'sequence: sequence + 1, postedAt: now',
    replace: 'sequence: sequence + 2, postedAt: now',
    caughtBy: ['facts-gap-free'],
  },
];
