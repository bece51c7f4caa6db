import * as z from 'zod';
import { keywordOr } from './chosen-union.ts';
import { netFen } from './acknowledgement.ts';
import { statementLine } from './dispute.ts';
import { calendarDate, fen, identifier, instant } from './primitives.ts';

/** Days that one remittance pays: so that it is one write. */
export const MAX_DAYS_PAID = 50;
/** In all days together. */
export const MAX_LINES_PAID = 5_000;

export const remittedLine = z.strictObject({ line: statementLine, amount: fen.optional() });

export const remittedItem = z.strictObject({
  businessDate: calendarDate,
  amount: fen,
  lines: z.array(keywordOr(statementLine, remittedLine)).min(1).max(MAX_LINES_PAID).optional(),
});

type RemittedItem = z.infer<typeof remittedItem>;

const lineOf = (entry: NonNullable<RemittedItem['lines']>[number]): number =>
  typeof entry === 'number' ? entry : entry.line;

/** A day, or a line of a day, named twice would say two things of one; and a remittance has its bounds as a whole. */
function eachOnce(payload: z.core.ParsePayload<readonly RemittedItem[]>): void {
  const { value: items, issues } = payload;
  const refuse = (path: (string | number)[], message: string): void => {
    issues.push({ code: 'custom', message, input: items, path });
  };
  const days = new Map<string, number>();
  for (const [index, { businessDate, lines = [] }] of items.entries()) {
    const before = days.get(businessDate);
    if (before !== undefined) refuse([index, 'businessDate'], `is the same as items[${before}].businessDate`);
    days.set(businessDate, index);
    const named = new Set<number>();
    for (const [position, entry] of lines.entries()) {
      if (named.has(lineOf(entry))) refuse([index, 'lines', position], 'is named more than once');
      named.add(lineOf(entry));
    }
  }
  const all = items.reduce((count, { lines = [] }) => count + lines.length, 0);
  if (all > MAX_LINES_PAID) refuse([], `must name at most ${MAX_LINES_PAID} lines in all`);
}

export const remittanceRequest = z.strictObject({
  remittanceNo: identifier,
  paidAt: instant,
  items: z.array(remittedItem).min(1).max(MAX_DAYS_PAID).check(eachOnce),
});

export type RemittanceRequest = z.infer<typeof remittanceRequest>;

/** Lines as they were asked for; without an amount, all that is open of each. */
export const toAskedPayments = ({ lines = [] }: RemittedItem) =>
  lines.map((entry) => ({ line: lineOf(entry), amount: typeof entry === 'number' ? undefined : entry.amount }));

export const clearedDay = z.looseObject({
  businessDate: calendarDate,
  amount: netFen,
  /** where lines were named; a credit that was set off is below 0 */
  lines: z.array(z.looseObject({ line: statementLine, amount: netFen })).optional(),
});

/** `open = net − remitted`, after this remittance. */
export const openDay = z.looseObject({ businessDate: calendarDate, net: netFen, remitted: netFen, open: netFen });

export const remittanceAnswer = z.looseObject({
  remittanceNo: identifier,
  /** of all items */
  amount: netFen,
  /** the statement in whose `remitted` it counts */
  statementDate: calendarDate,
  cleared: z.array(clearedDay),
  open: z.array(openDay),
  suspense: netFen,
});

export type RemittanceAnswer = z.infer<typeof remittanceAnswer>;
