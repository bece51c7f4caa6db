import { isKnownDate } from '../domain/calendar.ts';
import type { CalendarDate } from '../domain/calendar.ts';

/** Where a page of decisions ended: the dates it was asked for, and its last order's place among them. */
export interface DecisionsCursor {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly place: DecisionPlace;
}

/** Where the first decision of an order stands among those of its provider and member. */
export interface DecisionPlace {
  /** when it was posted, in whole minutes since 1970 */
  readonly minute: number;
  readonly orderId: string;
  readonly sequence: number;
}

/**
 * It is not sealed: it names a place and no member. Whoever makes one up reads his own orders of the member that he asks for, from
 * another place on.
 */
export function decisionsCursor({ from, to, place: { minute, orderId, sequence } }: DecisionsCursor): string {
  return Buffer.from([from, to, minute, orderId, sequence].join(' ')).toString('base64url');
}

const CURSOR = /^(\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d) (0|[1-9]\d{0,8}) ([\w-]{21}) ([1-9]\d{0,3})$/;

/** `undefined` where the text is none of ours. */
export function parseDecisionsCursor(text: string): DecisionsCursor | undefined {
  const [, from = '', to = '', minute, orderId = '', sequence] =
    CURSOR.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (!isKnownDate(from) || !isKnownDate(to)) return undefined;
  return { from, to, place: { minute: Number(minute), orderId, sequence: Number(sequence) } };
}
