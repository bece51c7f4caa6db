import type { ClosingProgress } from '../contracts/closing-step.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { addDays } from '../domain/calendar.ts';
import type { ClosingPlan } from '../domain/closing.ts';
import { sliceCount } from '../domain/closing.ts';
import type { EmptyDaysPorts } from './close-empty-days.ts';
import { closeEmptyDays } from './close-empty-days.ts';
import type { ClosingDesk, StatementsHead, StatementsShelf } from './closing-ports.ts';

export interface BeginPorts extends EmptyDaysPorts {
  readonly statements: Pick<StatementsShelf, 'beginChain' | 'markBegun'> & EmptyDaysPorts['statements'];
  readonly closing: Pick<ClosingDesk, 'findCuts' | 'readClosingPlan' | 'writeClosingPlan'> & EmptyDaysPorts['closing'];
  /** whether so much of the function's time is over that what is left is for its next run */
  readonly timeIsUp: () => boolean;
}

/** Lines of a shard in a slice: sixteen times as many are held in memory at once, and stay below 70 MB. */
const SLICE_SIXTEENTHS = 1_000;

/**
 * Begins with the first day of an insurer that is not closed, up to `through`: days without business are closed on the spot, one with
 * business is cut into slices. It first says that the day has begun and then looks: whoever enters a line later sees that it has.
 */
export async function beginClosing(
  ports: BeginPorts,
  { insurerId, through }: { readonly insurerId: string; readonly through: CalendarDate },
  now: EpochMs,
): Promise<ClosingProgress> {
  while (!ports.timeIsUp()) {
    const head = await headOf(ports, insurerId, through);
    const next = nextDate(head);
    if (next > through) return { insurerId, through, state: 'done' };
    if (await closeEmptyDays(ports, { insurerId, head, from: next, through }, now)) continue;
    await ports.statements.markBegun(insurerId, next);
    const plan = await planOf(ports, insurerId, next, now);
    const slices = Array.from({ length: sliceCount(plan) }, (_, slice) => ({ insurerId, businessDate: next, slice }));
    return { insurerId, through, state: 'slices', businessDate: next, slices };
  }
  return { insurerId, through, state: 'more' };
}

/** The date after the last that is published. */
export const nextDate = ({ first, published }: StatementsHead): CalendarDate =>
  published === undefined ? first : addDays(published, 1);

/** The chain begins with the first day that has lines; where there is none yet, with the last day that is asked for. */
async function headOf({ statements }: BeginPorts, insurerId: string, through: CalendarDate): Promise<StatementsHead> {
  const known = await statements.readStatementsHead(insurerId);
  if (known !== undefined) return known;
  const first = await statements.firstBusinessDay(insurerId, EARLIEST, through);
  await statements.beginChain(insurerId, first ?? through);
  const begun = await statements.readStatementsHead(insurerId);
  if (begun === undefined) throw new Error('the head of a chain is gone');
  return begun;
}

const EARLIEST: CalendarDate = '0000-01-01';

async function planOf(
  { closing }: BeginPorts,
  insurerId: string,
  date: CalendarDate,
  now: EpochMs,
): Promise<ClosingPlan> {
  const known = await closing.readClosingPlan(insurerId, date);
  if (known !== undefined) return known;
  const cuts = await closing.findCuts(insurerId, date, SLICE_SIXTEENTHS);
  await closing.writeClosingPlan(insurerId, date, { cutOff: now, cuts });
  const written = await closing.readClosingPlan(insurerId, date);
  if (written === undefined) throw new Error('the plan of a closing is gone');
  return written;
}
