import type { Fen } from '../domain/money.ts';
import { atRate } from '../domain/money.ts';
import type { Reason } from '../domain/decision.ts';
import { reasonCodes } from '../domain/reason.ts';

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

/** By how much each of a line's reasons differs from what it says by itself; mostly by nothing. `asked`: billed less paid before. */
export function packReasonAmounts(reasons: readonly Reason[], asked: Fen): readonly number[] {
  let rest = asked;
  const differences = reasons.map((reason) => {
    const difference = reason.amount - expectedAmount(reason, rest);
    rest -= reason.amount;
    return difference;
  });
  return differences.slice(0, differences.findLastIndex((difference) => difference !== 0) + 1);
}

export function reasonAmounts(
  packed: readonly number[],
  reasons: readonly Omit<Reason, 'amount'>[],
  asked: Fen,
): Fen[] {
  let rest = asked;
  return reasons.map((reason, index) => {
    const amount = expectedAmount(reason, rest) + (packed[index] ?? 0);
    rest -= amount;
    return amount;
  });
}

// Part of the fact's version: a stored difference means something only beside the expectation that it was taken from.
function expectedAmount({ code, figures: [figure] = [] }: Omit<Reason, 'amount'>, rest: Fen): Fen {
  if (reasonCodes[code].effect === 'deny') return rest;
  if (code === 'A801' || code === 'L502') return atRate(rest, Number(figure));
  if (code === 'B601') return rest - atRate(rest, Number(figure));
  // of a deductible of which something is left, the line is all used up
  return code === 'L501' && Number(figure) > 0 ? rest : 0;
}
