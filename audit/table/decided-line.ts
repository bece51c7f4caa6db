import type { Draw } from '../../lambdas/domain/accumulator.ts';
import type { AccumulatorState, Reason, Share } from '../../lambdas/domain/decision.ts';
import { rounded } from '../oracle/exact.ts';
import { listAt, nameAt, numberAt, textAt, UnreadableItem } from './item.ts';

/** The tables of a decision to which its positions refer. */
export interface Tables {
  readonly texts: readonly unknown[];
  readonly coverages: readonly unknown[];
  readonly forms: readonly unknown[];
  readonly totals: readonly unknown[];
}

/** What a line was decided to be, beside what the order says of it. */
export interface LineIn {
  readonly benefitId: string | null;
  readonly insurer: number;
  readonly writeOff: number;
  readonly shares: readonly Share[];
  readonly reasons: readonly Reason[];
  readonly draws: readonly Draw[];
}

/** docs/table-format.md, "Decided line"; `asked` is what was billed less what was paid before. */
export function decidedLineIn(tables: Tables, row: readonly unknown[], asked: number): LineIn {
  const benefit = numberAt(row, 0);
  const forms = listAt(row, 4).map((_, index) => formIn(tables, numberAt(listAt(row, 4), index)));
  const amounts = amountsIn(listAt(row, 5), forms, asked);
  const explained = amounts.reduce((sum, amount) => sum + amount, 0);
  const insurer = asked - explained + numberAt(row, 1);
  const known = (packed: number): number => {
    if (packed >= 0) return packed;
    const amount = packed === -1 ? insurer : amounts[-packed - 2];
    if (amount === undefined) throw new UnreadableItem('an amount refers to a reason that is not there');
    return amount;
  };
  return {
    benefitId: benefit < 0 ? null : textAt(tables.texts, benefit),
    ...{ insurer, writeOff: known(numberAt(row, 2)), shares: sharesIn(tables, row[3], insurer) },
    reasons: forms.map((form, index) => ({ ...form, amount: numberAt(amounts, index) })),
    draws: pairsIn(listAt(row, 6)).map(([total, amount]) => ({
      accumulatorId: accumulatorIn(tables, total),
      amount: known(amount),
    })),
  };
}

/** What a reason says beside its amount. */
export function formIn({ texts, forms }: Tables, position: number): Omit<Reason, 'amount'> {
  const form = listAt(forms, position);
  const firstDate = numberAt(form, 2);
  const figures = form.slice(3) as readonly (number | string)[];
  return {
    ...{ code: textAt(texts, numberAt(form, 0)) as Reason['code'], rule: textAt(texts, numberAt(form, 1)) },
    ...(firstDate >= 0 && { firstDate: textAt(texts, firstDate) }),
    ...(figures.length > 0 && { figures }),
  };
}

/** 0: all that is still unexplained; `null`: nothing; `r`: the rate that is the reason's first figure, of what is unexplained. */
function amountsIn(packed: readonly unknown[], forms: readonly Pick<Reason, 'figures'>[], asked: number): number[] {
  let unexplained = asked;
  return packed.map((one, index) => {
    const rate = forms[index]?.figures?.[0];
    const atRate =
      typeof rate === 'number' && unexplained > 0 ? Number(rounded(BigInt(unexplained) * BigInt(rate), 10_000n)) : 0;
    const amount = one === null ? 0 : one === 0 ? unexplained : one === 'r' ? atRate : numberAt(packed, index);
    unexplained -= amount;
    return amount;
  });
}

function sharesIn({ coverages }: Tables, packed: unknown, insurer: number): readonly Share[] {
  const all = packed === 0 ? (insurer > 0 ? [[0, insurer]] : []) : (packed as readonly (readonly number[])[]);
  return all.map((share) => {
    const coverage = listAt(coverages, numberAt(share, 0));
    return { coverageId: textAt(coverage, 0), insurerId: textAt(coverage, 1), amount: numberAt(share, 1) };
  });
}

const MEASURES = ['amount', 'count', 'quantity'] as const;

/** docs/table-format.md, "Limit shown" */
export function stateIn(tables: Tables, packed: readonly unknown[]): AccumulatorState {
  const accumulatorId = accumulatorIn(tables, numberAt(packed, 0));
  const [max, used, held] = [numberAt(packed, 3), numberAt(packed, 4), numberAt(packed, 5)];
  const from = numberAt(packed, 6);
  return {
    accumulatorId,
    limitId: accumulatorId.split('/')[2] ?? '',
    coverageId: textAt(listAt(tables.coverages, numberAt(packed, 1)), 0),
    scope: accumulatorId.includes('@P:') ? 'pool' : accumulatorId.includes('@') ? 'family' : 'member',
    measure: nameAt(MEASURES, numberAt(packed, 2)),
    ...{ max, used, held, remaining: packed[8] === undefined ? Math.max(0, max - used - held) : numberAt(packed, 8) },
    period: from < 0 ? null : { from: textAt(tables.texts, from), to: textAt(tables.texts, numberAt(packed, 7)) },
  };
}

function accumulatorIn({ texts, totals }: Tables, position: number): string {
  const total = listAt(totals, position);
  return `${textAt(texts, numberAt(total, 0))}/${textAt(texts, numberAt(total, 1))}`;
}

export const pairsIn = (list: readonly unknown[]): readonly (readonly [number, number])[] =>
  Array.from({ length: list.length / 2 }, (_, pair) => [numberAt(list, 2 * pair), numberAt(list, 2 * pair + 1)]);
