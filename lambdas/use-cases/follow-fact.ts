import type { OrderFact } from '../domain/fact.ts';
import { timerOf } from '../domain/timer.ts';
import type { Timetable } from './ports.ts';
import { factId } from './ports.ts';

export interface FollowPorts {
  readonly timetable: Pick<Timetable, 'putTimer'>;
}

/** What follows a fact and no money waits for: what will be due because of it is put down. Twice is as good as once. */
export async function followFact({ timetable }: FollowPorts, fact: OrderFact): Promise<void> {
  const timer = timerOf(fact, factId(fact));
  if (timer !== undefined) await timetable.putTimer(timer);
}
