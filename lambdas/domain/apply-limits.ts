import type { CalendarDate } from './calendar.ts';
import { monthEnd } from './calendar.ts';
import type { CompiledBenefit, CompiledLimit, CompiledPlan } from './compiled-plan.ts';
import type { Reason } from './decision.ts';
import type { LimitContext, Tally } from './limit-room.ts';
import { roomUnder, take } from './limit-room.ts';
import type { Fen } from './money.ts';
import type { LimitPeriod } from './plan.ts';
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
    reduce(line, context, tally);
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
    for (const line of group) {
      if (line.insurer === 0) continue;
      const figures = limitFigures(limit, context, roomUnder(limit, context, tally, line.lineNo));
      line.reasons.push({ code: codeOf(limit), amount: line.insurer, rule: limit.rule, figures });
      line.insurer = 0;
    }
  }
}

// What stays left of a limit is told once the line is done with all of them: a later one may take more from the line.
function reduce(line: LimitedLine, context: LimitContext, tally: Tally): void {
  const reductions: { limit: CompiledLimit; room: Fen; amount: Fen }[] = [];
  for (const limit of amountLimits(line)) {
    const room = limit.rejects ? Infinity : roomUnder(limit, context, tally, line.lineNo);
    if (room >= line.insurer) continue;
    reductions.push({ limit, room, amount: line.insurer - room });
    line.insurer = room;
  }
  for (const { limit, room, amount } of reductions) {
    const figures = limitFigures(limit, context, room - line.insurer);
    line.reasons.push({ code: codeOf(limit), amount, rule: limit.rule, figures });
  }
}

/** By scope, then period. */
function codeOf({ limit }: CompiledLimit): ReasonCode {
  if (typeof limit.scope === 'object') return 'L511';
  if (limit.scope === 'family') return 'L510';
  if (limit.per === 'line' || limit.per === 'order') return 'L504';
  return limit.per === 'lifetime' ? 'L506' : 'L505';
}

/** What the texts of a limit say: its period, what stays left of it, the period's end, and that it rejects where it does. */
function limitFigures(
  { limit: { per }, rejects }: CompiledLimit,
  context: LimitContext,
  left: Fen,
): readonly (number | string)[] {
  const [name, end] = typeof per === 'object' ? ['rolling', per.rollingDays] : [per, lastDay(per, context)];
  if (rejects) return [name, left, end ?? '', 'reject'];
  return end === undefined ? [name, left] : [name, left, end];
}

function lastDay(per: Exclude<LimitPeriod, object>, { date, year }: LimitContext): CalendarDate | undefined {
  if (per === 'year') return year.to;
  if (per === 'month') return monthEnd(date);
  return per === 'day' ? date : undefined;
}
