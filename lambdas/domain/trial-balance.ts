import type { Account, Entry } from './ledger.ts';
import type { Fen } from './money.ts';

/** What was booked on an account, on either side; `balance` is debit less credit. */
export interface AccountBalance {
  readonly account: Account;
  readonly debit: Fen;
  readonly credit: Fen;
  readonly balance: Fen;
}

/** The sums of an account while they are made: a day has millions of entries and few accounts. */
export type Trial = Map<Account, { debit: Fen; credit: Fen }>;

/** Adds entries to a trial balance, in place. */
export function addEntries(trial: Trial, entries: readonly Entry[]): void {
  for (const { account, side, amount } of entries) {
    const sums = trial.get(account);
    if (sums !== undefined) sums[side] += amount;
    else trial.set(account, { debit: 0, credit: 0, [side]: amount });
  }
}

/** By the names of the accounts, in the order of their code units. */
export function balancesOf(trial: Trial): readonly AccountBalance[] {
  return [...trial]
    .map(([account, { debit, credit }]) => ({ account, debit, credit, balance: debit - credit }))
    .toSorted((one, other) => (one.account < other.account ? -1 : 1));
}

/** Everything debited equals everything credited. */
export function isBalanced(trial: Trial): boolean {
  let difference = 0;
  for (const { debit, credit } of trial.values()) difference += debit - credit;
  return difference === 0;
}

/** What an insurer owes by a trial balance of its own entries: what is payable, by itself and from its pools, less what is in suspense. */
export function owedBy(trial: Trial): Fen {
  let owed = 0;
  for (const [account, { debit, credit }] of trial) if (OWED.test(account)) owed += debit - credit;
  return owed;
}

const OWED = /^(insurer-payable|pool|suspense):/;

/** What a statement says of its day, and what the ledger has of it. */
export interface StatementFigures {
  readonly opening: Fen;
  readonly debit: Fen;
  readonly credit: Fen;
  readonly net: Fen;
  readonly remitted: Fen;
  readonly closing: Fen;
}

/**
 * Why a statement must not be published: what it says of its lines, in words, where the ledger of the day, booked from the book and the
 * remittances of the day, says otherwise. Empty: every fen ties.
 */
export function statementFaults(figures: StatementFigures, trial: Trial): readonly string[] {
  const { opening, debit, credit, net, remitted, closing } = figures;
  const moved = owedBy(trial);
  const checks: readonly (readonly [holds: boolean, fault: string])[] = [
    [isBalanced(trial), 'the entries of the day do not balance'],
    [net === debit - credit, `net ${net} is not debit ${debit} less credit ${credit}`],
    [closing === opening + net - remitted, `closing ${closing} is not ${opening} + ${net} - ${remitted}`],
    [moved === net - remitted, `the ledger has moved by ${moved} and the statement by ${net - remitted}`],
    [Object.values(figures).every(Number.isSafeInteger), 'an amount is beyond what can be counted exactly'],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault);
}
