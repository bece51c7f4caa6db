import type { Draw } from '../../lambdas/domain/accumulator.ts';
import type { DecidedLine, Share } from '../../lambdas/domain/decision.ts';
import type { DecisionBasis, DecisionFact, FactHead } from '../../lambdas/domain/fact.ts';
import type { Order, OrderLine } from '../../lambdas/domain/order.ts';
import { dateOfInstant, dateOfNumber, numberOf } from '../oracle/dates.ts';
import type { Tables } from './decided-line.ts';
import { decidedLineIn, formIn, pairsIn, stateIn } from './decided-line.ts';
import { listAt, nameAt, numberAt, textAt } from './item.ts';
import { orderIn, orderLineIn, rowsIn } from './order.ts';

/** docs/table-format.md, "Fact that decides" */
export function decisionIn(head: FactHead, type: DecisionFact['type'], packed: readonly unknown[]): DecisionFact {
  const tables: Tables = {
    ...{ texts: listAt(packed, 7), coverages: listAt(packed, 8) },
    ...{ forms: listAt(packed, 13), totals: listAt(packed, 14) },
  };
  const ordered = rowsIn(listAt(packed, 11)).map(orderLineIn);
  const order = orderIn(head.orderNo, listAt(packed, 10), ordered);
  const draws: (readonly Draw[])[] = [];
  const lines = rowsIn(listAt(packed, 12)).map((row, index): DecidedLine => {
    const { lineNo, amount: billed } = ordered[index] as OrderLine;
    const paid = order.priorPayments.filter((payment) => payment.lineNo === lineNo);
    const priorPaid = paid.reduce((sum, { amount }) => sum + amount, 0);
    const { draws: drawn, ...line } = decidedLineIn(tables, row, billed - priorPaid);
    draws.push(drawn);
    return { lineNo, ...line, billed, priorPaid, patient: billed - priorPaid - line.insurer - line.writeOff };
  });
  const holdSeconds = packed[18] === undefined ? 0 : numberAt(packed, 18);
  const decided = type !== 'decline';
  return {
    ...{ ...head, type, order, memberId: packed[6] === 0 ? null : textAt(packed, 6) },
    draws: decided ? draws : [],
    fills: decided ? fillsIn(ordered, packed[19] as readonly unknown[] | undefined) : [],
    basis: basisIn(listAt(packed, 17), order),
    expiresAt: holdSeconds === 0 ? undefined : head.postedAt + holdSeconds * 1000,
    decision: {
      ...headOf(tables, packed[9], type, lines),
      ...{ lines, refused: !decided },
      reasons: listAt(packed, 15).map((one) => ({
        ...formIn(tables, numberAt(one as readonly unknown[], 0)),
        amount: numberAt(one as readonly unknown[], 1),
      })),
      accumulators: listAt(packed, 16).map((one) => stateIn(tables, one as readonly unknown[])),
    },
  };
}

/** What follows from the lines, and whose decision it is. */
function headOf({ coverages }: Tables, plan: unknown, type: string, lines: readonly DecidedLine[]) {
  const sum = (term: 'billed' | 'priorPaid' | 'insurer' | 'patient' | 'writeOff') =>
    lines.reduce((total, line) => total + line[term], 0);
  const [insurer, patient] = [sum('insurer'), sum('patient')];
  const totals = { billed: sum('billed'), priorPaid: sum('priorPaid'), insurer, patient, writeOff: sum('writeOff') };
  const outcome = type === 'decline' ? 'declined' : patient === 0 ? 'approved' : insurer > 0 ? 'partial' : 'declined';
  const first = coverages.length === 0 ? undefined : listAt(coverages, 0);
  const version = plan === 0 ? undefined : (plan as readonly unknown[]);
  return {
    ...({ outcome, totals, shares: sharesOf(lines) } as const),
    coverageId: first === undefined ? null : textAt(first, 0),
    insurerId: first === undefined ? null : textAt(first, 1),
    plan: version === undefined ? null : { planId: textAt(version, 0), version: numberAt(version, 1) },
  };
}

/** By coverage, in the order in which lines name them. */
function sharesOf(lines: readonly DecidedLine[]): readonly Share[] {
  const grouped = Map.groupBy(
    lines.flatMap(({ shares }) => shares),
    ({ coverageId }) => coverageId,
  );
  return [...grouped.values()].map((shares) => ({
    ...(shares[0] as Share),
    amount: shares.reduce((sum, { amount }) => sum + amount, 0),
  }));
}

/** Left out: each line with a code made a fill of its own supply. */
function fillsIn(lines: readonly OrderLine[], packed: readonly unknown[] | undefined): DecisionFact['fills'] {
  return lines.map(({ code, daysSupply: own = 0 }, index) => {
    const daysSupply = packed === undefined ? (code === undefined ? 0 : own) : numberAt(packed, index);
    return daysSupply === 0 ? undefined : { code: code ?? '', daysSupply };
  });
}

const FOUND = ['member', 'nobody', 'other-name'] as const;

function basisIn(packed: readonly unknown[], { lines, serviceAt }: Order): DecisionBasis {
  const codes = [...new Set(lines.flatMap(({ code }) => code ?? []))];
  const part = (position: number): readonly unknown[] | undefined =>
    packed[position] === undefined || packed[position] === 0 ? undefined : listAt(packed, position);
  const pools = part(3) ?? [];
  const served = numberOf(dateOfInstant(Date.parse(serviceAt)));
  const fills = pairsIn(part(5) ?? []);
  return {
    ...{ publications: numberAt(packed, 0), memberRevision: numberAt(packed, 1) },
    found: nameAt(FOUND, packed[2] === undefined ? 0 : numberAt(packed, 2)),
    pools: new Map(
      Array.from({ length: pools.length / 2 }, (_, pair) => [textAt(pools, 2 * pair), numberAt(pools, 2 * pair + 1)]),
    ),
    prescription: prescriptionIn(part(4), codes),
    latestFills: new Map(
      fills.flatMap(([daysBefore, daysSupply], index) => {
        const code = codes[index] ?? '';
        return daysSupply === 0 ? [] : [[code, { date: dateOfNumber(served - daysBefore), daysSupply }] as const];
      }),
    ),
    ceilings: ceilingsIn(part(6)),
  };
}

function prescriptionIn(
  packed: readonly unknown[] | undefined,
  codes: readonly string[],
): DecisionBasis['prescription'] {
  if (packed === undefined) return undefined;
  const taken = codes.map((code, index) => [code, packed[index + 1] === undefined ? 0 : numberAt(packed, index + 1)]);
  return {
    revision: numberAt(packed, 0),
    taken: new Map((taken as [string, number][]).filter(([, amount]) => amount > 0)),
  };
}

function ceilingsIn(packed: readonly unknown[] | undefined): DecisionBasis['ceilings'] {
  if (packed === undefined) return undefined;
  return new Map(
    packed.map((one) => {
      const [coverageId, ...amounts] = one as readonly [string, ...number[]];
      return [coverageId, amounts];
    }),
  );
}
