import type { StatementRecord } from './csv-records.ts';
import type { Sums } from './manifest.ts';

/** The control totals of a day, reckoned from its records. */
export interface DayTotals extends Sums {
  readonly byType: Readonly<Record<string, Sums>>;
  readonly byProvider: Readonly<Record<string, Sums>>;
  readonly byPlan: Readonly<Record<string, Sums>>;
  readonly lateCount: number;
  readonly unsubmittedCount: number;
}

export interface DayTally {
  add(record: StatementRecord): void;
  totals(): DayTotals;
}

const NOT_WITH_INSURER: readonly string[] = ['unsubmitted', 'unknown', 'dead'];

export function dayTally(): DayTally {
  const named = () => new Map<string, Sums>();
  const sums = { all: named(), type: named(), provider: named(), plan: named() };
  let [lateCount, unsubmittedCount] = [0, 0];
  return {
    add: (record) => {
      const plan = record.planId === '' ? '-' : `${record.planId}@${record.planVersion}`;
      raise(sums.all, '', record);
      raise(sums.type, record.type, record);
      raise(sums.provider, record.providerId, record);
      raise(sums.plan, plan, record);
      if (record.late === 'true') lateCount += 1;
      if (NOT_WITH_INSURER.includes(record.claimStatus)) unsubmittedCount += 1;
    },
    totals: () => ({
      ...(sums.all.get('') ?? { count: 0, debit: 0, credit: 0, net: 0 }),
      ...{ byType: Object.fromEntries(sums.type), byProvider: Object.fromEntries(sums.provider) },
      ...{ byPlan: Object.fromEntries(sums.plan), lateCount, unsubmittedCount },
    }),
  };
}

function raise(by: Map<string, Sums>, name: string, { direction, amount }: StatementRecord): void {
  const { count, debit, credit } = by.get(name) ?? { count: 0, debit: 0, credit: 0 };
  const fen = Number(amount);
  const [more, less] = direction === 'debit' ? [fen, 0] : [0, fen];
  by.set(name, { count: count + 1, debit: debit + more, credit: credit + less, net: debit + more - credit - less });
}
