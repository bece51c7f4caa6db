import type { CalendarDate, EpochMs } from './calendar.ts';
import { DAY_MS } from './calendar.ts';
import type { Fen } from './money.ts';
import type { Timer } from './timer.ts';

/** By what an insurer shows that it has the very statement that was published. */
export interface StatementMark {
  readonly version: number;
  readonly sha256: string;
  readonly count: number;
  readonly net: Fen;
}

export interface Acknowledgement {
  readonly acknowledgedAt: EpochMs;
}

const ACKNOWLEDGED_WITHIN_MS = DAY_MS;

interface PublishedDay {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  readonly count: number;
  readonly publishedAt: EpochMs;
}

/** When somebody looks whether a statement has been acknowledged; undefined: of one without lines nobody expects it. */
export function acknowledgementTimer({ insurerId, businessDate, count, publishedAt }: PublishedDay): Timer | undefined {
  if (count === 0) return undefined;
  const id = `${insurerId}.${businessDate}`;
  return { kind: 'acknowledgement', dueAt: publishedAt + ACKNOWLEDGED_WITHIN_MS, id };
}

const TIMER_ID = /^(.+)\.(\d{4}-\d\d-\d\d)$/;

/** Of which statement a timer reminds. Only `acknowledgementTimer` makes these, so anything else is a defect and throws. */
export function acknowledgementDue(timerId: string): Pick<PublishedDay, 'insurerId' | 'businessDate'> {
  const [, insurerId, businessDate] = TIMER_ID.exec(timerId) ?? [];
  if (insurerId === undefined || businessDate === undefined) throw new Error('not the timer of a statement');
  return { insurerId, businessDate };
}

/** The names of the figures that are not the statement's. */
export const markDifferences = (published: StatementMark, sent: StatementMark): readonly (keyof StatementMark)[] =>
  MARK_FIELDS.filter((field) => published[field] !== sent[field]);

const MARK_FIELDS = ['version', 'sha256', 'count', 'net'] as const;
