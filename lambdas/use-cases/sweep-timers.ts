import type { EpochMs } from '../domain/calendar.ts';
import type { Timer, TimerKind } from '../domain/timer.ts';
import { TIMER_KINDS } from '../domain/timer.ts';
import type { Timetable } from './ports.ts';

/** What is done when a timer of each kind is due, by its id; whether anything came of it. Twice, also at once, must do no harm. */
export type Chores = Readonly<Record<TimerKind, (id: string, now: EpochMs) => Promise<boolean>>>;

export interface SweepPorts {
  readonly timetable: Pick<Timetable, 'dueTimers' | 'removeTimer'>;
  readonly chores: Chores;
  /** whether the run should come to its end; the next one goes on */
  readonly timeIsUp: () => boolean;
  readonly report: (sweep: Sweep) => void;
}

/** What became of one run. */
export interface Sweep {
  /** timers that brought something about */
  readonly done: Readonly<Record<TimerKind, number>>;
  /** seconds by which the oldest timer was late when the run met it; 0 where nothing was due */
  readonly oldestSeconds: number;
}

/** Far more than becomes due in a minute; what is left after it waits for the next run. */
const MOST_OF_A_KIND = 2_000;
/** Of each kind; the sockets of an SDK client suffice for all of them. */
const AT_ONCE = 12;

/**
 * Works off what is due, each kind beside the others so that none keeps another waiting. A timer is struck out after its work is done, so
 * that a run that breaks off loses nothing. One that fails is passed by, and fails the run when all others have had their turn.
 */
export async function sweepTimers(ports: SweepPorts, now: EpochMs): Promise<void> {
  const kinds = await Promise.all(TIMER_KINDS.map((kind) => sweepKind(ports, kind, now)));
  const done = Object.fromEntries(kinds.map((one) => [one.kind, one.done])) as Record<TimerKind, number>;
  const oldest = Math.min(now, ...kinds.map((one) => one.oldest));
  ports.report({ done, oldestSeconds: Math.floor((now - oldest) / 1000) });
  const [failure] = kinds.flatMap(({ failures }) => failures);
  if (failure !== undefined) throw new Error('what was due could not be done', { cause: failure });
}

async function sweepKind({ timetable, chores, timeIsUp }: SweepPorts, kind: TimerKind, now: EpochMs) {
  const failures: unknown[] = [];
  let [done, met, oldest] = [0, 0, now];

  async function workOff(timer: Timer): Promise<void> {
    try {
      if (await chores[kind](timer.id, now)) done += 1;
      await timetable.removeTimer(timer);
    } catch (error) {
      failures.push(error);
    }
  }

  for await (const page of timetable.dueTimers(kind, now)) {
    oldest = Math.min(oldest, page[0]?.dueAt ?? now);
    for (let from = 0; from < page.length; from += AT_ONCE) {
      if (timeIsUp() || met >= MOST_OF_A_KIND) return { kind, done, oldest, failures };
      const batch = page.slice(from, from + AT_ONCE);
      met += batch.length;
      await Promise.all(batch.map(workOff));
    }
  }
  return { kind, done, oldest, failures };
}
