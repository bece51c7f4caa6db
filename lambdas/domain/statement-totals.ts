import type { Fen } from './money.ts';
import type { StatementRecord } from './statement-record.ts';
import { isUnsubmitted } from './statement-row.ts';

/** Fen; `net` = `debit` − `credit`. */
export interface Subtotal {
  readonly count: number;
  readonly debit: Fen;
  readonly credit: Fen;
  readonly net: Fen;
}

/** The control totals of a statement. The names of each map are in the order of their code units. */
export interface StatementTotals extends Subtotal {
  readonly byType: Readonly<Record<string, Subtotal>>;
  readonly byProvider: Readonly<Record<string, Subtotal>>;
  /** `<planId>@<version>`; `-` where a line has none, as those of a further insurer */
  readonly byPlan: Readonly<Record<string, Subtotal>>;
  readonly lateCount: number;
  /** lines of whose claim the insurer was not known to have it at the cut-off: unsubmitted, unknown or dead */
  readonly unsubmittedCount: number;
}

/** Adds records up, one after the other. */
export interface StatementTally {
  add(record: StatementRecord): void;
  totals(): StatementTotals;
}

/** Sums stay exact: a safe integer holds 900,000 of the largest order there may be. */
type Sums = [count: number, debit: Fen, credit: Fen];

export const NO_PLAN = '-';

export function statementTally(): StatementTally {
  const all: Sums = [0, 0, 0];
  const [byType, byProvider, byPlan] = [new Map<string, Sums>(), new Map<string, Sums>(), new Map<string, Sums>()];
  let [lateCount, unsubmittedCount] = [0, 0];
  return {
    add: ({ type, providerId, planId, planVersion, direction, amount, late, claimStatus }) => {
      const plan = planId === '' ? NO_PLAN : `${planId}@${planVersion}`;
      const fen = Number(amount);
      for (const sums of [all, sumsOf(byType, type), sumsOf(byProvider, providerId), sumsOf(byPlan, plan)]) {
        sums[0] += 1;
        sums[direction === 'debit' ? 1 : 2] += fen;
      }
      if (late === 'true') lateCount += 1;
      if (isUnsubmitted(claimStatus)) unsubmittedCount += 1;
    },
    totals: () => ({
      ...subtotal(all),
      ...{ byType: subtotals(byType), byProvider: subtotals(byProvider), byPlan: subtotals(byPlan) },
      ...{ lateCount, unsubmittedCount },
    }),
  };
}

function sumsOf(by: Map<string, Sums>, name: string): Sums {
  let sums = by.get(name);
  if (sums === undefined) by.set(name, (sums = [0, 0, 0]));
  return sums;
}

function subtotal([count, debit, credit]: Sums): Subtotal {
  if (!Number.isSafeInteger(debit) || !Number.isSafeInteger(credit)) throw new Error('a total is above what is exact');
  return { count, debit, credit, net: debit - credit };
}

function subtotals(by: ReadonlyMap<string, Sums>): Readonly<Record<string, Subtotal>> {
  const names = [...by.keys()].toSorted((one, other) => (one < other ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, subtotal(by.get(name) ?? [0, 0, 0])]));
}
