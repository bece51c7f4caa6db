import type { Reason } from '../domain/decision.ts';
import type { Fen } from '../domain/money.ts';
import { atRate, FULL_RATE_BPS } from '../domain/money.ts';

/** The amounts of a line that others of its amounts repeat: a draw is mostly what the insurer paid, a write-off its reason's. */
export interface KnownAmounts {
  readonly insurer: Fen;
  readonly reasons: readonly Fen[];
}

/** An amount of at least 0; -1: what the insurer paid; -2 and below: the amount of the first reason, the second, and so on. */
export type PackedAmount = number;

const INSURER = -1;
const FIRST_REASON = -2;

export function packAmount(amount: number, { insurer, reasons }: KnownAmounts): PackedAmount {
  if (amount === 0) return 0;
  if (amount === insurer) return INSURER;
  const reason = reasons.indexOf(amount);
  return reason < 0 ? amount : FIRST_REASON - reason;
}

export function knownAmount(packed: PackedAmount, { insurer, reasons }: KnownAmounts): number {
  if (packed >= 0) return packed;
  const amount = packed === INSURER ? insurer : reasons[FIRST_REASON - packed];
  if (amount === undefined) throw new Error(`a fact refers to reason ${FIRST_REASON - packed} of ${reasons.length}`);
  return amount;
}

/** 0: all that was still asked; `null`: nothing; `r`: the reason's own rate of it; else the amount itself, which may be negative. */
export type PackedReasonAmount = number | null | typeof AT_ITS_RATE;

const AT_ITS_RATE = 'r';
type Figures = Pick<Reason, 'figures'>;

/** The amounts of a line's reasons, each as short as it can be said. `asked`: billed less what was paid before. */
export function packReasonAmounts(reasons: readonly Reason[], asked: Fen): readonly PackedReasonAmount[] {
  let rest = asked;
  return reasons.map((reason) => {
    const packed = packReasonAmount(reason, rest);
    rest -= reason.amount;
    return packed;
  });
}

export function reasonAmounts(
  packed: readonly PackedReasonAmount[],
  reasons: readonly Figures[],
  asked: Fen,
): readonly Fen[] {
  let rest = asked;
  return packed.map((one, index) => {
    const amount = one === AT_ITS_RATE ? shareAtRate(reasons[index], rest) : one === 0 ? rest : (one ?? 0);
    rest -= amount ?? 0;
    return amount ?? 0;
  });
}

function packReasonAmount(reason: Reason, rest: Fen): PackedReasonAmount {
  if (reason.amount === rest) return 0;
  if (reason.amount === 0) return null;
  return reason.amount === shareAtRate(reason, rest) ? AT_ITS_RATE : reason.amount;
}

function shareAtRate(reason: Figures | undefined, rest: Fen): Fen | undefined {
  const [rate] = reason?.figures ?? [];
  return typeof rate === 'number' && rate > 0 && rate <= FULL_RATE_BPS && rest > 0 ? atRate(rest, rate) : undefined;
}
