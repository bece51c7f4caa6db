import type { Mutant } from './mutant.ts';

/** Defects of books, claims, statements and accounts. */
export const insurerSide: readonly Mutant[] = [
  {
    id: 'book-of-the-first-insurer-only',
    says: 'A fact that two insurers pay is entered in the book of one.',
    file: 'lambdas/domain/book-line.ts',
    find: 'return [...new Set([...(decides ? [deciding] : []), ...paying])];',
    replace: 'return [...new Set([...(decides ? [deciding] : []), ...paying])].slice(0, 1);',
    caughtBy: ['facts-gap-free', 'statements-tie'],
  },
  {
    id: 'statement-by-event-time',
    says: 'A line stands in the statement of the day of the service instead of the day on which it was posted.',
    file: 'lambdas/domain/book-line.ts',
    find: '...{ orderNo, sequence, postedAt, businessDate, orderKind: billing.orderKind, memberId: billing.memberId },',
    replace:
      '...{ orderNo, sequence, postedAt, businessDate: billing.serviceDate, orderKind: billing.orderKind, memberId: billing.memberId },',
    caughtBy: ['facts-gap-free', 'statements-tie', 'claims-end'],
  },
  {
    id: 'chain-forgets-the-day-before',
    says: 'A statement is chained to an empty one instead of that of the day before.',
    file: 'lambdas/use-cases/close-empty-days.ts',
    find: 'return linkOf(shelved.summary);',
    replace: 'return { ...linkOf(shelved.summary), sha256: CHAIN_START.sha256 };',
    caughtBy: ['statement-chain'],
  },
  {
    id: 'account-opens-at-nothing',
    says: "A provider's account begins each day anew.",
    file: 'lambdas/use-cases/post-accounts.ts',
    find: 'accountDay(movement, before?.closing ?? 0)',
    replace: 'accountDay(movement, 0 * (before?.closing ?? 0))',
    caughtBy: ['ledger-balanced'],
  },
  {
    id: 'rejected-in-silence',
    says: 'A claim that its insurer rejects opens no exception.',
    file: 'lambdas/domain/claim-exception.ts',
    find: "if (after.status === 'rejected') return 'claim-rejected';",
    replace: "if (after.status === 'rejected') return undefined;",
    caughtBy: ['claims-end'],
  },
  {
    id: 'timer-not-put-down',
    says: 'A claim says when it is to be tried again, and nothing is put down that would remind of it.',
    file: 'lambdas/use-cases/record-claim.ts',
    find: 'if (after.nextAt !== undefined) await',
    replace: 'if (after.nextAt !== undefined && after.nextAt < 0) await',
    caughtBy: ['claims-end'],
  },
];
