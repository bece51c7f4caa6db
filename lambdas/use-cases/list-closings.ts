import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { addDays, shanghaiDate } from '../domain/calendar.ts';
import type { ClosingDesk } from './closing-ports.ts';

export interface ListPorts {
  readonly closing: Pick<ClosingDesk, 'listInsurerPartners'>;
}

export interface Closings {
  readonly insurers: readonly { readonly insurerId: string; readonly through: CalendarDate }[];
}

/**
 * Whose days are to be closed, and through which: yesterday, or another one that is asked for. Today can be: what is posted after is late.
 * Throws for a day to come.
 */
export async function listClosings(
  { closing }: ListPorts,
  asked: CalendarDate | undefined,
  now: EpochMs,
): Promise<Closings> {
  const today = shanghaiDate(now);
  const through = asked ?? addDays(today, -1);
  if (through > today) throw new Error(`${through} is yet to come`);
  const insurers = await closing.listInsurerPartners();
  return { insurers: insurers.map((insurerId) => ({ insurerId, through })) };
}
