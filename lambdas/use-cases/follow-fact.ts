import type { OrderFact } from '../domain/fact.ts';
import { timerOf } from '../domain/timer.ts';
import type { Timetable } from './ports.ts';
import { factId } from './ports.ts';
import type { TellPorts } from './tell-provider.ts';
import { tellProvider } from './tell-provider.ts';

export interface FollowPorts extends TellPorts {
  readonly timetable: Pick<Timetable, 'putTimer'>;
}

/**
 * What follows a fact and no money waits for: what will be due because of it is put down, and its provider is told. Twice is as good as
 * once.
 */
export async function followFact(ports: FollowPorts, fact: OrderFact): Promise<void> {
  const timer = timerOf(fact, factId(fact));
  if (timer !== undefined) await ports.timetable.putTimer(timer);
  await tellProvider(ports, fact);
}
