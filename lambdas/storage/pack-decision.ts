import type { Draw } from '../domain/accumulator.ts';
import type { AccumulatorState, DecidedLine, Decision, Reason, Share } from '../domain/decision.ts';
import { LIMIT_MEASURES } from '../domain/plan.ts';
import type { ReasonCode } from '../domain/reason.ts';
import type { TextTable } from './fact-texts.ts';
import { entryAt } from './fact-texts.ts';

const SCOPES = ['member', 'family', 'pool'] as const;

type PackedShare = readonly [coverage: number, amount: number];

export type PackedReason = readonly [
  code: number,
  amount: number,
  rule: number,
  firstDate: number,
  ...figures: (number | string)[],
];

export type PackedDraw = readonly [plan: number, total: number, amount: number];

export type PackedLineDecision = readonly [
  benefitId: number,
  insurer: number,
  writeOff: number,
  /** 0 where the first coverage pays all that is paid */
  shares: readonly PackedShare[] | 0,
  reasons: readonly PackedReason[],
  draws: readonly PackedDraw[],
];

export type PackedState = readonly [
  limitId: number,
  coverage: number,
  scope: number,
  measure: number,
  max: number,
  used: number,
  held: number,
  remaining: number,
  from: number,
  to: number,
];

export type PackedCoverage = readonly [coverageId: string, insurerId: string];

/** Turns the parts of a decision into positions and integers. Position -1 of a text stands for none. */
export interface DecisionPacker {
  readonly coverages: PackedCoverage[];
  readonly line: (line: DecidedLine, draws: readonly Draw[]) => PackedLineDecision;
  readonly reason: (reason: Reason) => PackedReason;
  readonly state: (state: AccumulatorState) => PackedState;
}

export function decisionPacker({ indexOf }: TextTable, { coverageId, insurerId }: Decision): DecisionPacker {
  const coverages: PackedCoverage[] = coverageId === null ? [] : [[coverageId, insurerId ?? '']];
  // the insurer of a coverage that pays nothing is never asked for
  const coverage = (id: string, insurer = ''): number => {
    const position = coverages.findIndex(([known]) => known === id);
    return position < 0 ? coverages.push([id, insurer]) - 1 : position;
  };
  const optional = (text: string | null | undefined): number =>
    text === null || text === undefined ? -1 : indexOf(text);
  const reason = ({ code, amount, rule, firstDate, figures = [] }: Reason): PackedReason => [
    ...([indexOf(code), amount, indexOf(rule), optional(firstDate)] as const),
    ...figures,
  ];
  const shares = ({ shares: all, insurer }: DecidedLine): PackedLineDecision[3] => {
    const packed = all.map((share) => [coverage(share.coverageId, share.insurerId), share.amount] as const);
    const [only] = packed;
    const byFirstAlone = packed.length === 1 && only?.[0] === 0 && only[1] === insurer;
    return packed.length === 0 || byFirstAlone ? 0 : packed;
  };
  return {
    coverages,
    reason,
    line: (line, draws) => [
      ...([optional(line.benefitId), line.insurer, line.writeOff, shares(line), line.reasons.map(reason)] as const),
      draws.map(({ accumulatorId, amount }) => {
        const [insurer, plan, ...total] = accumulatorId.split('/');
        return [indexOf(`${insurer}/${plan}`), indexOf(total.join('/')), amount] as const;
      }),
    ],
    state: (state) => [
      ...([indexOf(state.limitId), coverage(state.coverageId)] as const),
      ...([SCOPES.indexOf(state.scope), LIMIT_MEASURES.indexOf(state.measure)] as const),
      ...([state.max, state.used, state.held, state.remaining] as const),
      ...([optional(state.period?.from), optional(state.period?.to)] as const),
    ],
  };
}

/** The way back: what a stored fact says, from its texts and coverages. */
export interface DecisionReader {
  readonly texts: readonly string[];
  readonly coverages: readonly PackedCoverage[];
}

export function unpackReason({ texts }: DecisionReader, packed: PackedReason): Reason {
  const [code, amount, rule, firstDate, ...figures] = packed;
  return {
    code: entryAt(texts, code) as ReasonCode,
    amount,
    rule: entryAt(texts, rule),
    ...(firstDate >= 0 && { firstDate: entryAt(texts, firstDate) }),
    ...(figures.length > 0 && { figures }),
  };
}

export function unpackShares({ coverages }: DecisionReader, packed: PackedLineDecision): readonly Share[] {
  const [, insurer, , shares] = packed;
  const all = shares === 0 ? (insurer > 0 ? [[0, insurer] as const] : []) : shares;
  return all.map(([position, amount]) => {
    const [coverageId, insurerId] = entryAt(coverages, position);
    return { coverageId, insurerId, amount };
  });
}

export function unpackDraws({ texts }: DecisionReader, packed: PackedLineDecision): readonly Draw[] {
  return packed[5].map(([plan, total, amount]) => ({
    accumulatorId: `${entryAt(texts, plan)}/${entryAt(texts, total)}`,
    amount,
  }));
}

export function unpackState({ texts, coverages }: DecisionReader, packed: PackedState): AccumulatorState {
  const [limitId, coverage, scope, measure, max, used, held, remaining, from, to] = packed;
  return {
    limitId: entryAt(texts, limitId),
    coverageId: entryAt(coverages, coverage)[0],
    scope: entryAt(SCOPES, scope),
    measure: entryAt(LIMIT_MEASURES, measure),
    ...{ max, used, held, remaining },
    period: from < 0 ? null : { from: entryAt(texts, from), to: entryAt(texts, to) },
  };
}
