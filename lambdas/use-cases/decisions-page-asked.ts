import type { DecisionPlace } from '../contracts/decisions-cursor.ts';
import { parseDecisionsCursor } from '../contracts/decisions-cursor.ts';
import type { MemberDecisionsQuery } from '../contracts/member-decisions-query.ts';
import { memberDecisionsQuery } from '../contracts/member-decisions-query.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { DAY_MS, firstOfDays, instantOf, shanghaiDate } from '../domain/calendar.ts';
import type { FieldError } from '../runtime/connector-error.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { fieldErrors } from '../runtime/field-errors.ts';

/** One page of a member's decisions, with everything that was left out filled in. */
export interface PageAsked {
  /** business dates, both inclusive */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** the first and the last instant of these days */
  readonly instants: { readonly from: EpochMs; readonly to: EpochMs };
  readonly after: DecisionPlace | undefined;
  readonly limit: number;
  readonly format: MemberDecisionsQuery['format'];
}

const DEFAULT_DAYS = 90;
const DEFAULT_LIMIT = 20;

/** A cursor brings the dates of its first page with it, so that the pages of one question fit together also past midnight. */
export function decisionsPageAsked(query: Readonly<Record<string, string>>, now: EpochMs): PageAsked {
  const parsed = memberDecisionsQuery.safeParse(query);
  if (!parsed.success) throw malformed(fieldErrors(parsed.error.issues));
  const { cursor, limit, format, ...dates } = parsed.data;
  const goesOn = cursor === undefined ? undefined : parseDecisionsCursor(cursor);
  if (cursor !== undefined && goesOn === undefined) throw malformed([NOT_OURS]);
  const to = goesOn?.to ?? dates.to ?? shanghaiDate(now);
  const from = goesOn?.from ?? dates.from ?? firstOfDays(to, DEFAULT_DAYS);
  const range = { from, to };
  const others = (['from', 'to'] as const).filter((name) => dates[name] !== undefined && dates[name] !== range[name]);
  if (others.length > 0) throw malformed(others.map((path) => ({ path, message: 'must be that of the cursor' })));
  if (from > to) throw malformed([{ path: 'from', message: 'must not be after `to`, which is today where left out' }]);
  const instants = { from: startOf(from), to: startOf(to) + DAY_MS - 1 };
  if (goesOn !== undefined && !isWithin(goesOn.place, instants)) throw malformed([NOT_OURS]);
  return { from, to, instants, after: goesOn?.place, limit: Number(limit ?? DEFAULT_LIMIT), format };
}

const NOT_OURS: FieldError = { path: 'cursor', message: 'must be the `next` of an answer' };

const startOf = (date: CalendarDate): EpochMs => instantOf(`${date}T00:00:00+08:00`);

/** The table refuses a place that is not among those asked for. */
const isWithin = ({ minute }: DecisionPlace, { from, to }: PageAsked['instants']): boolean =>
  minute * 60_000 >= from && minute * 60_000 <= to;

const malformed = (errors: readonly FieldError[]): ConnectorError =>
  new ConnectorError('request.malformed', 'The query is malformed.', { errors });
