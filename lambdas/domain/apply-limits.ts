import { monthEnd } from './calendar.ts';
import type { CompiledBenefit, CompiledLimit, CompiledPlan } from './compiled-plan.ts';
import type { Reason } from './decision.ts';
import type { LimitContext, Tally } from './limit-room.ts';
import { roomUnder, take } from './limit-room.ts';
import type { Fen } from './money.ts';
import type { ReasonCode } from './reason.ts';

/** A line with what the insurer would pay for it, on its way through the amount limits. */
export interface LimitedLine {
  readonly lineNo: number;
  readonly benefit: CompiledBenefit;
  insurer: Fen;
  readonly reasons: Reason[];
}

/**
 * BENEFITS C, step 9. First the limits that reject: if the lines under one exceed together what is left, each of them pays
 * nothing. Then, line by line, the limits that reduce; at the end of a line its payment is taken from all its amount limits.
 */
export function applyAmountLimits(
  plan: CompiledPlan,
  lines: readonly LimitedLine[],
  context: LimitContext,
  tally: Tally,
): void {
  for (const limit of plan.rejectingLimits) reject(limit, lines, context, tally);
  for (const line of lines) {
    for (const limit of amountLimits(line)) {
      if (!limit.rejects)
        lower(line, limit, Math.min(line.insurer, roomUnder(limit, context, tally, line.lineNo)), context, tally);
    }
    for (const limit of amountLimits(line)) take(limit, context, tally, line.lineNo, line.insurer);
  }
}

const amountLimits = (line: LimitedLine): readonly CompiledLimit[] =>
  line.benefit.limits.filter(({ limit }) => limit.measure === 'amount');

function reject(limit: CompiledLimit, lines: readonly LimitedLine[], context: LimitContext, tally: Tally): void {
  const under = lines.filter((line) => line.benefit.limits.includes(limit));
  const groups = limit.limit.per === 'line' ? under.map((line) => [line]) : [under];
  for (const group of groups) {
    const asked = group.reduce((total, line) => total + line.insurer, 0);
    const [first] = group;
    if (first === undefined || asked <= roomUnder(limit, context, tally, first.lineNo)) continue;
    for (const line of group) lower(line, limit, 0, context, tally);
  }
}

function lower(line: LimitedLine, limit: CompiledLimit, to: Fen, context: LimitContext, tally: Tally): void {
  const amount = line.insurer - to;
  if (amount === 0) return;
  const left = roomUnder(limit, context, tally, line.lineNo) - to;
  line.reasons.push({ code: codeOf(limit), amount, rule: limit.rule, figures: limitFigures(limit, context, left) });
  line.insurer = to;
}

/** By scope, then period. */
function codeOf({ limit }: CompiledLimit): ReasonCode {
  if (typeof limit.scope === 'object') return 'L511';
  if (limit.scope === 'family') return 'L510';
  if (limit.per === 'line' || limit.per === 'order') return 'L504';
  return limit.per === 'lifetime' ? 'L506' : 'L505';
}

/** What the texts of a limit say: its period, what stays left of it, and the last day of the period or the days of a rolling one. */
function limitFigures(
  { limit: { per } }: CompiledLimit,
  context: LimitContext,
  left: Fen,
): readonly (number | string)[] {
  if (typeof per === 'object') return ['rolling', left, per.rollingDays];
  if (per === 'year') return [per, left, context.year.to];
  if (per === 'month') return [per, left, monthEnd(context.date)];
  return per === 'day' ? [per, left, context.date] : [per, left];
}
