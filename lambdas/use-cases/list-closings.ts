import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { addDays, shanghaiDate } from '../domain/calendar.ts';
import type { ClosingDesk } from './closing-ports.ts';

export interface ListPorts {
  readonly closing: Pick<ClosingDesk, 'listInsurerPartners'>;
}

export interface Closings {
  readonly insurers: readonly { readonly insurerId: string; readonly through: CalendarDate }[];
}

/** Whose days are to be closed, and through which: yesterday, or an earlier one that is asked for. Throws for a day that is not over. */
export async function listClosings(
  { closing }: ListPorts,
  asked: CalendarDate | undefined,
  now: EpochMs,
): Promise<Closings> {
  const yesterday = addDays(shanghaiDate(now), -1);
  const through = asked ?? yesterday;
  if (through > yesterday) throw new Error(`${through} is not over`);
  const insurers = await closing.listInsurerPartners();
  return { insurers: insurers.map((insurerId) => ({ insurerId, through })) };
}
